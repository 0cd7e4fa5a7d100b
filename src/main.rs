//! Read the arguments, call the library, print the error and its causes, choose the exit code.

fn main() {
    println!("hemicycle");
}

//! The command. All of it is in `hemicycle::cli`.

fn main() -> std::process::ExitCode {
    hemicycle::cli::main()
}

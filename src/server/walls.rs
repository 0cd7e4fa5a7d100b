//! What keeps a worker to its snapshot: bounds on memory, no file but the snapshot's, no
//! network, no other program. Each by the operating system; what it does not have is left out
//! and told.

use std::path::Path;

use super::frame::Walls;

/// Memory in bytes that a worker may take. Called before anything else runs in the process.
pub fn raise(snapshot: &Path, memory: u64) -> Walls {
    Walls { memory: bound(memory, mapped(snapshot)), files: files(snapshot), calls: false }
}

/// Bytes of the quads. The index, which is mapped, is smaller and may not be there yet.
fn mapped(snapshot: &Path) -> u64 {
    let files = std::fs::read_dir(snapshot.join("quads")).into_iter().flatten().flatten();
    files.filter_map(|it| it.metadata().ok()).map(|it| it.len()).sum()
}

fn bound(memory: u64, mapped: u64) -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
    // No dump of what was asked, and no second process.
    let _ = setrlimit(Resource::Core, limit(0));
    // Addresses are cheap: files mapped and stacks set aside count here, too.
    let _ = setrlimit(Resource::As, limit(memory.saturating_mul(4).saturating_add(mapped)));
    setrlimit(Resource::Data, limit(memory)).is_ok()
}

/// The worker ends with its front, also while it is at work.
pub fn end_with_parent() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

#[cfg(target_os = "linux")]
fn files(snapshot: &Path) -> bool {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, PathBeneath, PathFd, Ruleset,
        RulesetAttr as _, RulesetCreatedAttr as _, RulesetStatus,
    };
    let shut = || -> Result<RulesetStatus, Box<dyn std::error::Error>> {
        let abi = ABI::V4;
        let ruleset = Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .create()?
            // RocksDB keeps its diary in the folder; the snapshot is nobody else's.
            .add_rule(PathBeneath::new(PathFd::new(snapshot)?, AccessFs::from_all(abi)))?;
        Ok(ruleset.restrict_self()?.ruleset)
    };
    shut().is_ok_and(|it| it != RulesetStatus::NotEnforced)
}

#[cfg(not(target_os = "linux"))]
fn files(_: &Path) -> bool {
    false
}

/// No sockets, no programs, no other processes, for every thread there is and will be. Called
/// when the store is open and before the first request.
#[cfg(target_os = "linux")]
pub fn shut_calls() -> bool {
    use std::collections::BTreeMap;

    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter_all_threads};

    // Numbers of the calls: the same list on every architecture, by their names.
    let refused = [
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
        libc::SYS_tkill,
        libc::SYS_mount,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_io_uring_setup,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_symlinkat,
        libc::SYS_linkat,
    ];
    let rules: BTreeMap<i64, Vec<_>> = refused.into_iter().map(|it| (it, Vec::new())).collect();
    let Ok(arch) = std::env::consts::ARCH.try_into() else { return false };
    let denied = SeccompAction::Errno(libc::EPERM as u32);
    SeccompFilter::new(rules, SeccompAction::Allow, denied, arch)
        .and_then(BpfProgram::try_from)
        .is_ok_and(|program| apply_filter_all_threads(&program).is_ok())
}

#[cfg(not(target_os = "linux"))]
pub fn shut_calls() -> bool {
    false
}

//! Debian packages: which are missing, and installing them.

use crate::child;
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// Makes sure that Debian packages are installed; `purpose` says in an error what they are for.
pub fn ensure(packages: &[&str], purpose: &str) -> Result<()> {
    if !runs("dpkg-query") || !runs("apt-get") {
        bail!(
            "{purpose} is made from the Debian packages {}, and this system has no apt-get",
            packages.join(" ")
        );
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let advice = || format!("{purpose} needs the Debian packages {list}; install them by hand");
    let update = &mut apt_get(&["update"])?;
    child::step("Updating", "the package lists of apt", update).with_context(advice)?;
    let mut install = apt_get(&["install", "-y", "--no-install-recommends"])?;
    child::step("Installing", &list, install.args(&missing)).with_context(advice)
}

fn runs(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

/// `apt-get`, through `sudo` for a user who is not root.
fn apt_get(args: &[&str]) -> Result<Command> {
    let user = child::stdout(Command::new("id").arg("-u"))?;
    let mut command = match user.trim() {
        "0" => Command::new("apt-get"),
        _ => {
            let mut sudo = Command::new("sudo");
            sudo.args(["--non-interactive", "apt-get"]);
            sudo
        }
    };
    // Another program that installs packages is waited for.
    command.arg("-oDPkg::Lock::Timeout=600");
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

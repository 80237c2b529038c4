//! The user's own git, run for what needs a network or a key: no shell, nothing foreign taken for an option, an end in sight.

use std::ffi::OsString;
use std::io::{ErrorKind, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::access::Access;
use super::error::Error;

/// How git is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calling {
    /// Whether somebody sits at a terminal that git and ssh may ask for a password.
    pub asks: Asks,
    /// How long it may take before it is ended.
    pub patience: Duration,
}

/// Whom git may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Whoever sits at the terminal.
    Terminal,
    /// Nobody: what would have to be asked is refused.
    Nobody,
}

impl Calling {
    /// From a terminal: people take their time over a password, and Ctrl-C ends it.
    pub const TERMINAL: Calling = Calling {
        asks: Asks::Terminal,
        patience: Duration::from_secs(900),
    };
    /// With nobody to ask.
    pub const ALONE: Calling = Calling {
        asks: Asks::Nobody,
        patience: Duration::from_secs(120),
    };
}

/// What git came to.
#[derive(Debug)]
pub(super) struct Ran {
    /// Whether it succeeded.
    pub(super) done: bool,
    /// Its standard output.
    pub(super) out: Vec<u8>,
    /// Its standard error, passwords in addresses taken out.
    pub(super) err: String,
}

/// No more of what git prints is kept.
const MOST: u64 = 64 << 20;

/// Between two looks whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs git on a repository with these words, and this on its standard input.
///
/// # Errors
/// [`Error::NoGit`] where there is none, [`Error::Late`] where it did not end in time. That it failed is no error here.
pub(super) fn run<W: Into<OsString>>(
    access: &Access,
    words: impl IntoIterator<Item = W>,
    input: &[u8],
    calling: Calling,
) -> Result<Ran, Error> {
    run_as(access, words, (input, calling), &[])
}

/// The same, with variables set.
pub(super) fn run_as<W: Into<OsString>>(
    access: &Access,
    words: impl IntoIterator<Item = W>,
    (input, calling): (&[u8], Calling),
    variables: &[(&str, String)],
) -> Result<Ran, Error> {
    let mut command = Command::new("git");
    command
        .arg("--git-dir")
        .arg(&access.git)
        // What it would tidy up beside its work holds locks that the next save waits for.
        .args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"])
        .args(words.into_iter().map(Into::into))
        .current_dir(access.root())
        // Its words are read: they must be in one language.
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(match input.is_empty() {
            true => Stdio::null(),
            false => Stdio::piped(),
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if calling.asks == Asks::Nobody {
        command.env("GIT_TERMINAL_PROMPT", "0");
        let own_ssh = ["GIT_SSH_COMMAND", "GIT_SSH"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        let set_ssh = access.store.with(|handle| {
            let config = handle.config()?.snapshot()?;
            Ok(config.get_string("core.sshcommand").is_ok())
        });
        if !own_ssh && !set_ssh.unwrap_or(false) {
            command.env("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
        }
    }
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::NoGit,
        _ => Error::Git(format!("git cannot be run: {error}")),
    })?;
    let (out, err) = (gather(child.stdout.take()), gather(child.stderr.take()));
    if let Some(mut pipe) = child.stdin.take() {
        let input = input.to_vec();
        // A program that ends without reading all of it has its reasons.
        std::thread::spawn(move || {
            let _ = pipe.write_all(&input);
        });
    }
    let done = wait(&mut child, calling.patience)?;
    // A child of git's that lives on may hold the pipes: what it says is not waited for.
    let rest = Duration::from_secs(5);
    let out = out.recv_timeout(rest).unwrap_or_default();
    let err = err.recv_timeout(rest).unwrap_or_default();
    Ok(Ran {
        done,
        out,
        err: without_passwords(&String::from_utf8_lossy(&err)),
    })
}

fn gather(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    if let Some(pipe) = pipe {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.take(MOST).read_to_end(&mut bytes);
            let _ = sender.send(bytes);
        });
    }
    receiver
}

/// Waits for the end; whether it was a good one.
fn wait(child: &mut Child, patience: Duration) -> Result<bool, Error> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if begun.elapsed() < patience => std::thread::sleep(PAUSE),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Error::Late(patience));
            }
            Err(error) => return Err(Error::Git(format!("git cannot be waited for: {error}"))),
        }
    }
}

/// A text in which no address has a password: `https://me:secret@host/x` is `https://host/x`.
pub(super) fn without_passwords(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        out.push_str(before);
        let of_the_web = before.ends_with("http") || before.ends_with("https");
        out.push_str("://");
        let end = after
            .find(|c: char| c == '/' || c.is_whitespace() || matches!(c, '\'' | '"'))
            .unwrap_or(after.len());
        let (host, tail) = after.split_at(end);
        out.push_str(match host.rsplit_once('@') {
            // A name alone may be a key on the web; for ssh it is a name.
            Some((who, host)) if of_the_web || who.contains(':') => host,
            _ => host,
        });
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_of_an_address_is_shown() {
        let said = "fatal: unable to access 'https://me:s3cret@example.org/m.git/': no";
        assert_eq!(
            without_passwords(said),
            "fatal: unable to access 'https://example.org/m.git/': no"
        );
        assert_eq!(
            without_passwords("ssh://git@example.org/x and a:b@c"),
            "ssh://git@example.org/x and a:b@c"
        );
        assert_eq!(without_passwords("x://a:b@h y://c:d@i/e"), "x://h y://i/e");
        assert_eq!(without_passwords("https://t0ken@h/m"), "https://h/m");
    }
}

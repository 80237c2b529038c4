//! Whose signature a version bears, as the user's own git finds it (ssh, gpg, x509); and signing where git is told to.

use std::time::{Duration, Instant};

use super::access::Access;
use super::disk::Haste;
use super::error::Error;
use super::git::{Calling, run, run_as};
use super::id::VersionId;
use super::settings;
use super::tree::full;
use super::verdicts::{SSH, Signed, Verdicts};

/// Whether git was told to sign what is saved here, and adref was not told otherwise.
fn is_wanted(access: &Access, handle: &git2::Repository) -> bool {
    let Ok(config) = handle.config().and_then(|mut config| config.snapshot()) else {
        return false;
    };
    access.haste == Haste::Safe
        && config.get_bool("commit.gpgsign").unwrap_or(false)
        && config.get_bool("adref.sign").unwrap_or(true)
}

/// Writes a version, signed by the user's git where that was told to; nothing names it yet.
///
/// What git signs it commits in the name of whoever git knows: the key is theirs, whoever the author is.
pub(super) fn commit(
    access: &Access,
    handle: &git2::Repository,
    (author, message): (&git2::Signature<'_>, &str),
    (tree, parents): (&git2::Tree<'_>, &[&git2::Commit<'_>]),
) -> Result<git2::Oid, Error> {
    if !is_wanted(access, handle) {
        return Ok(handle.commit(None, author, author, message, tree, parents)?);
    }
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (name, email) = (words(author.name_bytes()), words(author.email_bytes()));
    let committer = settings::user(handle);
    let (by, at) = committer.map_or((name.clone(), email.clone()), |user| {
        (user.name, user.email)
    });
    let when = author.when();
    let minutes = when.offset_minutes().unsigned_abs();
    let sign = if when.offset_minutes() < 0 { '-' } else { '+' };
    let date = format!(
        "@{} {sign}{:02}{:02}",
        when.seconds(),
        minutes / 60,
        minutes % 60
    );
    let variables = [
        ("GIT_AUTHOR_NAME", name),
        ("GIT_AUTHOR_EMAIL", email),
        ("GIT_AUTHOR_DATE", date.clone()),
        ("GIT_COMMITTER_NAME", by),
        ("GIT_COMMITTER_EMAIL", at),
        ("GIT_COMMITTER_DATE", date),
    ];
    let mut said: Vec<String> = [
        "-c",
        "i18n.commitEncoding=UTF-8",
        "commit-tree",
        "-S",
        "-F",
        "-",
    ]
    .map(str::to_owned)
    .to_vec();
    for parent in parents {
        said.extend(["-p".to_owned(), parent.id().to_string()]);
    }
    said.push(tree.id().to_string());
    let ran = run_as(
        access,
        said,
        (message.as_bytes(), Calling::ALONE),
        &variables,
    )
    .map_err(|error| match error {
        Error::Late(patience) => {
            Error::Unsigned(format!("no answer in {} seconds", patience.as_secs()))
        }
        error => error,
    })?;
    let made = String::from_utf8_lossy(&ran.out).trim().to_owned();
    match full(&made).filter(|_| ran.done) {
        Some(made) => Ok(made),
        None => Err(Error::Unsigned(ran.err.trim().to_owned())),
    }
}

/// So many versions are asked about at a time: git checks them one after the other, a program each.
const AT_A_TIME: usize = 16;

/// Whether each version is signed, and by whom.
pub(super) fn signed(access: &Access, versions: &[VersionId]) -> Result<Vec<Signed>, Error> {
    signed_within(access, versions, Duration::MAX)
}

/// The same for as many of the first as are known already or can be asked within so long; the others are [`Signed::Unchecked`].
///
/// Some are asked about however long it takes.
pub(super) fn signed_within(
    access: &Access,
    versions: &[VersionId],
    patience: Duration,
) -> Result<Vec<Signed>, Error> {
    let begun = Instant::now();
    let bears = access.store.with(|handle| {
        let bears = |version: &VersionId| {
            let commit = full(&version.0).and_then(|id| handle.find_commit(id).ok())?;
            let signature = commit.header_field_bytes("gpgsig").ok()?;
            Some(signature.starts_with(SSH))
        };
        Ok(versions.iter().map(bears).collect::<Vec<Option<bool>>>())
    })?;
    let of_ssh: Vec<bool> = bears.iter().map(|bears| *bears == Some(true)).collect();
    let mut kept = Verdicts::of(access);
    let mut out = vec![Signed::No; versions.len()];
    let mut asked: Vec<usize> = Vec::new();
    for (n, version) in versions.iter().enumerate() {
        let signed = bears.get(n).is_some_and(Option::is_some);
        let known = kept.find(version).filter(|_| of_ssh.get(n) == Some(&true));
        let Some(place) = out.get_mut(n).filter(|_| signed) else {
            continue;
        };
        *place = known.unwrap_or(Signed::Unchecked);
        if *place == Signed::Unchecked {
            asked.push(n);
        }
    }
    let side_by_side = std::thread::available_parallelism().map_or(1, |many| many.get().min(4));
    let rounds = asked.chunks(AT_A_TIME * side_by_side);
    for (n, round) in rounds.enumerate() {
        if n > 0 && begun.elapsed() >= patience {
            break;
        }
        let mut found = Vec::new();
        std::thread::scope(|scope| {
            let chunks = round.chunks(round.len().div_ceil(side_by_side).max(1));
            let asking: Vec<_> = chunks
                .map(|some| scope.spawn(move || ask(access, versions, some)))
                .collect();
            for one in asking {
                let lost = || Err(Error::Git("git was not heard".to_owned()));
                found.push(one.join().unwrap_or_else(|_| lost()));
            }
        });
        for one in found {
            for (n, whose) in one? {
                if let (Some(version), true) = (versions.get(n), of_ssh.get(n) == Some(&true)) {
                    kept.add(version, &whose);
                }
                if let Some(place) = out.get_mut(n) {
                    *place = whose;
                }
            }
        }
    }
    kept.write(access);
    Ok(out)
}

/// Asks git about some of these versions.
fn ask(
    access: &Access,
    versions: &[VersionId],
    some: &[usize],
) -> Result<Vec<(usize, Signed)>, Error> {
    let input: String = some
        .iter()
        .filter_map(|n| versions.get(*n))
        .map(|version| format!("{}\n", version.0))
        .collect();
    let words = [
        "log",
        "--no-walk=unsorted",
        "--stdin",
        "--no-show-signature",
        "--format=%H%x00%G?%x00%GS",
    ];
    let ran = run(access, words, input.as_bytes(), Calling::ALONE)?;
    if !ran.done {
        return Err(Error::Git(ran.err.trim().to_owned()));
    }
    let said = String::from_utf8_lossy(&ran.out).into_owned();
    let mut found = Vec::new();
    for line in said.lines() {
        let mut fields = line.split('\0');
        let (Some(id), Some(sign), name) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let name = name.unwrap_or_default().trim().to_owned();
        let is_it = |n: &&usize| versions.get(**n).is_some_and(|version| version.0 == id);
        if let Some(n) = some.iter().find(is_it) {
            found.push((*n, meant(sign, name)));
        }
    }
    Ok(found)
}

/// What git's letter for a signature means; there is one, whatever the letter says.
fn meant(sign: &str, name: String) -> Signed {
    match sign {
        "G" => Signed::By(name),
        "B" => Signed::Bad,
        "X" | "Y" | "R" => Signed::Expired(name),
        _ => Signed::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_good_signature_of_a_known_key_names_somebody() {
        let said = |sign: &str| meant(sign, "Aly".to_owned()).to_string();
        assert_eq!(said("G"), "signed by Aly");
        for sign in ["U", "E", "N", "?"] {
            assert_eq!(said(sign), "signed by a key not on the list", "{sign}");
        }
        assert_eq!(said("R"), "signed by Aly with a key that has expired");
        assert_eq!(Signed::No.to_string(), "unsigned");
    }
}

//! What git said of a signature is known again as long as the list of keys is the same.

use super::*;
use crate::repo::Repository;

#[test]
fn a_verdict_holds_as_long_as_the_list_of_keys_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(&folder.path().join("m")).unwrap();
    let access = &repository.access;
    let signers = folder.path().join("signers");
    fs::write(&signers, "aly key\n").unwrap();
    let named = signers.to_string_lossy().into_owned();
    repository
        .set("gpg.ssh.allowedSignersFile", &named)
        .unwrap();
    let version = VersionId("1".repeat(40));
    let mut verdicts = Verdicts::of(access);
    assert_eq!(verdicts.find(&version), None);
    let whose = Signed::By("Aly \u{1b}[31m".to_owned());
    verdicts.add(&version, &whose);
    verdicts.add(&VersionId("2".repeat(40)), &Signed::Unknown);
    verdicts.write(access);
    let again = Verdicts::of(access);
    assert_eq!(again.find(&version), Some(whose));
    assert_eq!(
        again.find(&VersionId("2".repeat(40))),
        Some(Signed::Unknown)
    );
    fs::write(&signers, "aly key\ngoh key\n").unwrap();
    assert_eq!(Verdicts::of(access).find(&version), None);
    fs::write(&signers, "aly key\n").unwrap();
    assert!(Verdicts::of(access).find(&version).is_some());
    repository.set("gpg.ssh.program", "other").unwrap();
    assert_eq!(Verdicts::of(access).find(&version), None);
}

//! The test kit: temporary repositories and meetings in a cleared environment, git beside them, and texts to fill them with.
#![allow(clippy::unwrap_used, clippy::expect_used, dead_code)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use adref::moment::Moment;
use adref::repo::{FileChange, Repository, Save, Signature, VersionId};

/// The clock of every test: Thursday noon.
pub(crate) const NOW: &str = "2008-07-17T12:00-04:00";

/// The moment of [`NOW`].
pub(crate) fn noon() -> Moment {
    NOW.parse().unwrap()
}

/// Who saves in tests.
pub(crate) fn somebody() -> Signature {
    Signature {
        name: "Hossam Aly".to_owned(),
        email: "aly@adref.invalid".to_owned(),
    }
}

/// A program started with nothing of this machine's settings: no home, no git configuration, no one's name, a fixed clock.
pub(crate) fn bare_command(program: impl AsRef<OsStr>, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear();
    for kept in ["PATH", "SystemRoot", "TEMP", "TMP", "LD_LIBRARY_PATH"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
        .env("HOME", home)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CEILING_DIRECTORIES", home)
        .env("ADREF_NOW", NOW)
        .env("COLUMNS", "100")
        .env("LANG", "C.UTF-8");
    command
}

/// Whether what the book shows is written anew instead of compared: `ADREF_BLESS=1`.
pub(crate) fn blessing() -> bool {
    std::env::var_os("ADREF_BLESS").is_some_and(|value| value == "1")
}

/// Whether there is a git to compare with; where there is none, tests that need one say so and pass.
pub(crate) fn has_git() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| {
        let has = Command::new("git")
            .arg("--version")
            .output()
            .is_ok_and(|output| output.status.success());
        if !has {
            eprintln!("no git here: what compares with it is skipped");
        }
        has
    })
}

/// A folder or file of the real texts, which lie beside the sources or in `ADREF_DATA`; `None`, said aloud, where they are not there.
pub(crate) fn data(inside: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = std::env::var_os("ADREF_DATA")
        .map_or(beside, PathBuf::from)
        .join(inside);
    if path.exists() {
        Some(path)
    } else {
        eprintln!("skipped: there is no {}", path.display());
        None
    }
}

/// A temporary repository; it goes when this goes.
pub(crate) struct Room {
    folder: tempfile::TempDir,
    /// The repository, opened.
    pub(crate) repository: Repository,
}

impl Room {
    /// An empty one.
    pub(crate) fn empty() -> Room {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().canonicalize().unwrap().join("meeting");
        let repository = Repository::init(&at).unwrap().hasty();
        // libgit2 reads this user's settings inside the test program; these two would show.
        repository.set("core.autocrlf", "false").unwrap();
        repository.set("core.excludesfile", "nothing").unwrap();
        Room { folder, repository }
    }

    /// Runs the program in a folder, this one's or another's beside it, as somebody.
    pub(crate) fn run_at(&self, at: &Path, hand: &str, words: &[&str]) -> Output {
        bare_command(env!("CARGO_BIN_EXE_adref"), self.home())
            .args(words)
            .current_dir(at)
            .env("ADREF_AS", hand)
            .output()
            .unwrap()
    }

    /// What the program says, on both sides, to one who sits at `hand`'s desk; it has to do what was asked.
    pub(crate) fn says(&self, hand: &str, words: &[&str]) -> String {
        let output = self.run_at(self.path(), hand, words);
        let said = [output.stdout, output.stderr].map(|one| String::from_utf8(one).unwrap());
        assert!(output.status.success(), "{words:?}: {}", said.concat());
        said.concat()
    }

    /// One with these files saved as one version.
    pub(crate) fn of(files: &[(&str, &str)]) -> Room {
        let room = Room::empty();
        room.save(files);
        room
    }

    /// One with a small meeting in it: see [`meeting_files`].
    pub(crate) fn meeting() -> Room {
        let room = Room::empty();
        let files = meeting_files();
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        room.save(&files);
        room
    }

    /// The work tree's root.
    pub(crate) fn path(&self) -> &Path {
        self.repository.root()
    }

    /// An empty home for whoever needs one.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    /// Saves files as one version.
    pub(crate) fn save(&self, files: &[(&str, &str)]) -> VersionId {
        let files = files
            .iter()
            .map(|(path, text)| FileChange::write(*path, *text));
        self.repository.save(&self.plan(files.collect())).unwrap()
    }

    /// A save of these changes on the present head.
    pub(crate) fn plan(&self, files: Vec<FileChange>) -> Save {
        Save {
            base: self.repository.head(),
            files,
            message: "a test".to_owned(),
            author: somebody(),
            when: noon(),
        }
    }

    /// Writes a file of the work tree by hand.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let whole = self.path().join(path);
        std::fs::create_dir_all(whole.parent().unwrap()).unwrap();
        std::fs::write(whole, text).unwrap();
    }

    /// A file of the work tree.
    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Runs git here, gives what it printed, fails where it fails.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs git here.
    pub(crate) fn try_git(&self, arguments: &[&str]) -> Output {
        bare_command("git", self.home())
            .args(["-c", "user.name=Git", "-c", "user.email=git@adref.invalid"])
            .args(arguments)
            .current_dir(self.path())
            .output()
            .unwrap()
    }

    /// The built program, run here with a cleared environment; add arguments and variables.
    pub(crate) fn adref(&self, arguments: &[&str]) -> Command {
        let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), self.home());
        command.args(arguments).current_dir(self.path());
        command
    }

    /// Asserts that git finds nothing broken.
    pub(crate) fn is_whole(&self) {
        if has_git() {
            let fsck = self.try_git(&["fsck", "--strict", "--no-dangling"]);
            let said = String::from_utf8_lossy(&fsck.stderr).into_owned();
            assert!(fsck.status.success(), "git fsck: {said}");
        }
    }

    /// Asserts that git finds nothing broken, and nothing changed since the last version.
    pub(crate) fn is_whole_and_clean(&self) {
        self.is_whole();
        if has_git() {
            assert_eq!(self.git(&["status", "--porcelain"]), "");
        }
        assert_eq!(self.repository.unsaved().unwrap(), Vec::<String>::new());
    }
}

/// The files of a small meeting: two documents, three delegations, a group, a chair, a facilitator and a secretary.
pub(crate) fn meeting_files() -> BTreeMap<String, String> {
    let files = [
        (".gitattributes", "drafts/*/acts/*.yaml merge=union\n"),
        (
            "facilitators/meeting.yaml",
            "title: A small meeting\nshort: SM1\nsymbol: A/SM/2008\nplace: Northport\nfrom: 2008-07-14\nto: 2008-07-18\n\
             zone: America/New_York\nlanguages: [en]\nillustrative: true\ndocuments: [wp1, outcome]\n\
             rules: {speaking_minutes: 5, silence_hours: 72}\n",
        ),
        (
            "facilitators/delegations.yaml",
            "delegations:\n- {code: XNO, name: Northland}\n- {code: XUS, name: Usonia}\n- {code: XEG, name: Eastgate}\n\
             groups:\n- {code: GN, name: Group of Northshore States, members: [XNO, XEG]}\n",
        ),
        ("facilitators/chair.yaml", "name: The Chair\nrole: chair\n"),
        (
            "facilitators/aly.yaml",
            "name: Hossam Aly\nrole: facilitator\ndocuments: [wp1, outcome]\n",
        ),
        (
            "facilitators/goh.yaml",
            "name: The Secretary\nrole: secretariat\n",
        ),
        (
            "drafts/wp1/text.md",
            "---\nsymbol: A/SM/2008/WP.1\ntitle: Marking\nkind: discussion-paper\nlanguage: en\n---\n\n\
             1. States [shall / GN: should] mark every lantern at the time of manufacture.\n\n\
             2. States keep records for twenty years.\n\n\
             3. [XUS: States share those records with each other.]\n",
        ),
        (
            "drafts/outcome/text.md",
            "---\nsymbol: A/SM/2008/WP.5\ntitle: Outcome\nkind: outcome\nlanguage: en\n---\n\n\
             ## I. Marking\n\n\
             1. *Recalling* the need for light,\n\n\
             2. States undertake to mark [every] lantern.\n",
        ),
    ];
    files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

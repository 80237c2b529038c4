//! `adref export --docx`: a text as a Word document, perhaps with what changed in it.

use super::hand_over::{beside, hand_over, usual_name};
use super::naming::{an_example, naming};
use crate::cli::commands::reader::reader;
use crate::cli::failure::Failure;
use crate::cli::followed::Followed;
use crate::cli::grammar::{Export, at_version};
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::{Source, given_parties};
use crate::diff::align;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::office::{self, Dress, Origin};
use crate::ops::{
    self, Authority, Between, DocumentAt, Hand, Hands, How, IssuedAs, Manner, Naming, Outward,
};
use crate::repo::Repository;
use crate::rolling::{self, Bare, Reader};
use crate::text::{Document, Parties};

/// A document of the meeting at a version.
pub(super) struct Held {
    pub(super) place: Place,
    pub(super) id: String,
    pub(super) at: DocumentAt,
}

pub(super) fn export(session: &mut Session<'_>, typed: &Export) -> Result<Ending, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let Some(named_so) = &typed.document else {
        let document = an_example(session, typed);
        return Err(Failure::new("which document?").hint(format!("adref export {document} --docx")));
    };
    let source = Source::read(session, named_so)?;
    let held = held(session, named_so);
    if typed.comments && held.is_none() {
        return Err(Failure::new("only a document of a meeting has positions")
            .hint("leave --comments out, or name a document: adref documents"));
    }
    let parties = given.or(source.parties.clone());
    // A revision of which nothing else is asked is as it went out.
    let issued = held.as_ref().and_then(Held::issued);
    let face = issued.as_ref().and_then(|issued| {
        let as_it_was = typed.names.is_none() && typed.reader.is_none();
        let path = issued.face.as_ref().filter(|_| as_it_was)?;
        let bytes = held.as_ref()?.place.meeting.snapshot().read(path)?;
        Some(bytes.to_vec())
    });
    let known = parties.clone().unwrap_or_default();
    let (names, source) = match face {
        None => (naming(typed.names.unwrap_or_default()), source),
        // Word leaves the names out by itself, and the file is still one of this version.
        Some(bytes) if bytes == rolling::without_names(&source.parse(parties.as_ref()), &known) => {
            (Naming::Hidden, source)
        }
        Some(bytes) => (Naming::Hidden, Source { bytes, ..source }),
    };
    let whole = source.parse(parties.as_ref());
    let party = match typed.reader.as_deref() {
        Some(party) => Some(reader(Some(party), &known)?),
        None => None,
    };
    let text = read_as(whole.clone(), party.as_ref(), &known);
    let how = How {
        naming: names,
        reader: match &party {
            Some(Reader::Party(party)) => Some(party.clone()),
            _ => None,
        },
        against: typed.against.clone(),
        ..How::default()
    };
    let name = held.as_ref().map_or(&source.name, |held| &held.id);
    let mut manner = manner(&how, held.as_ref(), (name, &source));
    manner.symbol = issued.map(|issued| issued.symbol);
    let mut paper = match &typed.against {
        None => ops::paper(&text, &manner),
        Some(against) => {
            let old = older(session, held.as_ref(), against)?;
            let before = old.parse(Some(&known));
            let hands = hands(
                session,
                (typed, names, held.as_ref(), &old),
                (&before, &whole),
                &known,
            )?;
            let read = read_as(before.clone(), party.as_ref(), &known);
            let hands = match party {
                Some(_) => hands.carried(&align(&before, &read), &align(&whole, &text)),
                None => hands,
            };
            ops::redline(&read, &text, &hands, &manner)
        }
    };
    if let Some(held) = held.as_ref().filter(|_| typed.comments) {
        let meeting = held.place.at(&held.at)?;
        let outward = Outward::circulated(&meeting);
        let page = ops::page(outward.meeting(), &held.id, None)?;
        ops::remark(&mut paper, &outward, &page, how.naming);
    }
    let bytes = office::write(&paper, &Dress::default()).map_err(|error| Failure::of(&error))?;
    let usual = match &held {
        Some(held) => usual_name(&held.id, held.version()),
        None => beside(&source.name),
    };
    hand_over(session, (typed.out.as_deref(), &usual), &bytes)
}

impl Held {
    /// The version, where it is not the present one.
    pub(super) fn version(&self) -> Option<&str> {
        self.at
            .version
            .as_deref()
            .filter(|version| *version != "now")
    }

    /// How the version was issued, where it is a revision.
    fn issued(&self) -> Option<IssuedAs> {
        ops::issued_as(&self.place.meeting, &self.id, self.version()?)
    }

    /// The day of the text: that of the version, else today by the meeting's clock.
    fn day(&self) -> Moment {
        let version = self.place.version(&self.at).ok().flatten();
        let version = version.and_then(|id| self.place.repository().version(&id).ok());
        version.map_or(self.place.now(), |version| version.time)
    }
}

/// The document of the meeting that was named, where it was no file.
pub(super) fn held(session: &Session<'_>, named: &str) -> Option<Held> {
    if named == "-" || session.env.cwd.join(named).exists() {
        return None;
    }
    let place = Place::perhaps(session)?;
    let at = at_version(named);
    let id = ops::name_document(&place.meeting, &at.document)
        .ok()?
        .id
        .clone();
    Some(Held { place, id, at })
}

/// How a text is to be written that was read from these bytes.
pub(super) fn manner(how: &How, held: Option<&Held>, (name, source): (&str, &Source)) -> Manner {
    Manner {
        naming: how.naming,
        day: held.map(Held::day),
        symbol: None,
        origin: Some(Origin {
            document: name.to_owned(),
            version: Repository::hash(&source.bytes).0,
            reading: how.words(),
        }),
    }
}

fn read_as(document: Document, party: Option<&Reader>, parties: &Parties) -> Document {
    match party {
        None => document,
        Some(reader) => {
            let read = rolling::read(&document, parties, reader, Bare::Settle);
            Document::parse_with(read, parties)
        }
    }
}

/// The version that changes are marked against: one of the document's, or another text.
fn older(session: &Session<'_>, held: Option<&Held>, against: &str) -> Result<Source, Failure> {
    match held {
        Some(held) if !session.env.cwd.join(against).is_file() => {
            Source::read(session, &format!("{}@{against}", held.id))
        }
        _ => Source::read(session, against),
    }
}

/// Who changed what between the two, as far as the versions in between tell.
fn hands(
    session: &Session<'_>,
    (typed, names, held, older): (&Export, Naming, Option<&Held>, &Source),
    (old, new): (&Document, &Document),
    parties: &Parties,
) -> Result<Hands, Failure> {
    let meeting = held.map(|held| held.place.meeting.as_ref());
    let usual = Hand {
        author: whoever(held, meeting).unwrap_or_else(|| "adref".to_owned()),
        time: None,
        typed: None,
    };
    let nobody = Hands {
        usual: usual.clone(),
        names: meeting.map(ops::names).unwrap_or_default(),
        parties_are_authors: true,
        ..Hands::default()
    };
    // A text may have no history.
    let followed = typed
        .document
        .as_deref()
        .and_then(|named| Followed::find(session, named).ok());
    let from = followed
        .as_ref()
        .and_then(|one| Some((one, one.start.version.as_ref()?)));
    let told = match from {
        None => nobody,
        Some((followed, version)) => {
            let start = (version, followed.start.path.as_str());
            let exact = Document::parse_with(older.bytes.clone(), parties);
            let between = Between::read(followed.repository(), start, &exact, parties)?;
            let authority = match held {
                Some(held) => {
                    // Nobody is the author of a change by an act that stays at the desk.
                    let outward = Outward::circulated(&held.place.meeting);
                    let versions = between.versions();
                    let of = (held.id.as_str(), versions.as_slice());
                    ops::by_authority(held.place.workspace(), outward.meeting(), of)?
                }
                None => Authority::default(),
            };
            Hands {
                names: nobody.names,
                ..between.hands((old, new), usual.clone(), &authority)
            }
        }
    };
    Ok(match names {
        Naming::Shown => told,
        // Where it is not shown whose words are whose, it is not shown whose changes are whose either.
        Naming::Hidden => unnamed(told, &usual.author),
    })
}

fn unnamed(mut hands: Hands, author: &str) -> Hands {
    let all = hands.struck.values_mut().chain(hands.wrote.values_mut());
    for hand in all {
        author.clone_into(&mut hand.author);
    }
    hands.chains.clear();
    hands.parties_are_authors = false;
    hands
}

/// Who holds the document's pen, else the chair.
fn whoever(held: Option<&Held>, meeting: Option<&Meeting>) -> Option<String> {
    let (held, meeting) = (held?, meeting?);
    let holders = meeting.roll.holders(&held.id);
    let chairs = meeting.roll.chairs();
    let one = holders.first().or(chairs.first())?;
    Some(ops::name_of(meeting, one))
}

//! The meeting's particulars: title, symbol, place, days, zone, rules, documents, agenda, programme of work, deadlines.

use crate::moment::Moment;

/// The rules that the program acts on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// How long one may speak, in minutes.
    pub speaking_minutes: Option<u32>,
    /// How long a silence procedure usually runs, in hours.
    pub silence_hours: Option<u32>,
}

/// A sitting of the programme of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// When it begins.
    pub begins: Moment,
    /// What it deals with.
    pub subject: String,
}

/// A deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// When.
    pub time: Moment,
    /// For what.
    pub subject: String,
    /// For amendments to which documents: later ones are late. Empty: none.
    pub documents: Vec<String>,
}

/// `facilitators/meeting.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Particulars {
    /// The full title.
    pub title: String,
    /// What the room calls it: `BMS3`.
    pub short: Option<String>,
    /// The symbol series: `A/CONF.192/BMS/2008`.
    pub symbol: Option<String>,
    /// Where it meets.
    pub place: Option<String>,
    /// The first day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The IANA time zone.
    pub zone: Option<String>,
    /// Its languages, ISO 639-1.
    pub languages: Vec<String>,
    /// What gives it its mandate.
    pub mandate: Option<String>,
    /// Documents in order, by folder name.
    pub documents: Vec<String>,
    /// Its rules.
    pub rules: Rules,
    /// Agenda items in order.
    pub agenda: Vec<String>,
    /// The programme of work.
    pub programme: Vec<Sitting>,
    /// The deadlines.
    pub deadlines: Vec<Deadline>,
    /// Whether the texts are invented for illustration.
    pub illustrative: bool,
    /// Whether this is the worked example in the program's own repository.
    pub worked_example: bool,
}

//! All that a user can do: questions that return plain data, and commands that plan an edit and touch nothing.

mod annexes;
mod answer;
mod board;
mod brackets;
mod brief;
mod bulletin;
mod by_line;
mod causes;
mod check;
mod command;
mod compare;
mod desk;
mod documents;
mod dossier;
mod export;
mod find;
mod front;
mod given_way;
mod incoming;
mod install;
mod issued;
mod kept;
mod life;
mod log;
mod merge;
mod minutes;
mod mouth;
mod nameless;
mod news;
mod only;
mod outline;
mod outside;
mod outward;
mod page;
mod perform;
mod plan;
mod progress;
mod proposals;
mod queue;
mod receive;
mod remarks;
mod renamed;
mod request;
mod results;
mod room;
mod send;
mod sentence;
mod sources;
mod stances;
mod tables;
mod throughout;
mod told;
mod turns;
mod union;
mod votes;
mod wish;
mod words;

pub use annexes::{annexes_of, parent_of};
pub use answer::{
    Absent, Answer, Answered, Ask, Changes, Drafted, Likeness, Stand, Unclear, Version,
    amendments_of, answer, answer_by_mail, authors_of, carried, drafted, held, in_hands,
    in_own_mouth, issued, named_in, otherwise, stances_of, tracked, went_out, whose_changes,
};
pub use board::{
    Block, Board, BoardDocument, BoardRow, Cell, Choice, Hold, Holdout, Link, Matrix, MatrixRow,
    Package, Torn, Way, board, matrix, ready,
};
pub use brackets::{AlternativeRow, BracketError, BracketRow, BracketTotals, Brackets, brackets};
pub use brief::{Brief, Spoken, brief};
pub use bulletin::{
    Against, Bulletin, Filed, Leaf, LeafPoint, LeafRow, Positions, Voiced, With, bulletin, in_hand,
    leaf, leaf_of_text, leaf_points,
};
pub use by_line::{beside_paragraphs, by_line};
pub use causes::Cause;
pub use check::{Checked, check_document, check_meeting, check_text};
pub use command::{Aim, Amendment, Command, Plan, Shown, SourceEntry, Stamp, Stance, Wish};
pub use compare::{Difference, Differences, compare, differences};
pub use desk::{desk, desk_at_a_glance};
pub use documents::{
    MeetingRow, MeetingStatus, SpokenRow, counts, documents, documents_at_a_glance, status,
};
pub use dossier::dossier;
pub use export::{
    Authority, Between, Chain, Hand, Hands, How, Manner, Naming, PrintedRun, advice, asked,
    by_authority, language_of, name_of, names, paper, printed_cells, printed_label, printed_runs,
    redline, slip,
};
pub use find::{
    find_document, find_paragraph, find_parts, find_party, find_proposal, is_empty, name_document,
};
pub use front::FrontChange;
pub use given_way::{Unheld, unheld};
pub use incoming::{HandWork, Incoming, LeftFile, Receiver, Signatures, incoming, take_over};
pub use install::{
    Did, Installation, Installing, Step, StepKind, install, install_keys, uninstall,
};
pub use issued::{IssuedAs, issued_as};
pub use kept::check_kept;
pub use life::{BlameRow, Blamed, By, TraceRow, Traced, blamed, traced, with_acts};
pub use log::{latest, log, with_signatures};
pub use merge::{Merge, Versions, merge};
pub use minutes::seconds;
pub use nameless::nameless;
pub use news::{ContestedPlace, News, TextNews};
pub use only::Only;
pub use outline::{Outline, OutlineRow, outline, title_of};
pub use outside::{LayoutChange, Outside, left_over};
pub use outward::Outward;
pub use page::page;
pub use perform::{NotDone, carry_out, perform, receiver};
pub use plan::{Wanted, as_wanted};
pub use progress::{
    Counts, DocumentProgress, Fall, Fineness, Measure, Point, Progress, falls, progress,
    progress_table,
};
pub use proposals::{is_shown_to, proposal, proposals};
pub use queue::{Queue, QueueRow, Rebasing, queue};
pub use receive::{Received, ReceivedRow, receive, received, unmerged};
pub use remarks::remark;
pub use request::{DocumentAt, Followed, Order, Request};
pub use results::{
    CheckRow, CitedRow, Comparison, ComparisonRow, ConcordanceRow, DeclinedRow, Desk, DeskItem,
    DocumentRow, Dossier, Issued, LeftRow, LogRow, OriginRow, Page, PageRow, ParagraphSources,
    ProposalCard, ProposalFilter, ProposalRow, Sourced, StanceRow, UntakenRow, UseRow,
};
pub use room::{
    Circulation, Held, Named, Policy, RefusedPaper, RoomPaper, TakenIn, circulate, circulation,
    note_look, received_of, take_in,
};
pub use send::{Sending, send, sending, unsent_on_desk};
pub use sources::sources;
pub use tables::{concordance_table, positions_table, proposals_table, speakers_table};
pub use throughout::{TermEverywhere, TermLeft, TermRow};
pub use told::{Became, Told, note_told, told_on_desk};
pub use union::Prefer;
pub use votes::{DecisionRow, StatementRow, VoiceRow, VoteRow, Votes, vote_of, votes};
pub use words::{
    STILL_FITS, is_agreed, is_open, kind_name, stance_name, state_name, status_name, verb_name,
};

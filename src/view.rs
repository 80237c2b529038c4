//! Results as lines of spans with a role: what it is, not how it looks; no colours.

mod board;
mod change;
mod clean;
mod comparison;
mod curve;
mod filed;
mod life;
mod line;
mod passing;
mod pieces;
mod progress;
mod prose;
mod revision;
mod role;
mod runs;
mod sentences;
mod signs;
mod sources;
mod standing;
mod votes;
mod wrap;

pub use board::{
    ORDER, against_the_whole, block, blocks, blocks_legend, board_counts, board_row, cell_sign,
    holdout, is_on_the_table, matrix_column, matrix_documents, matrix_heads, matrix_last,
    matrix_legend, matrix_row, order_of, package, short_moment, torn,
};
pub use change::{APART, Labels, change, change_lines, each_piece, marked, seam, side, side_lines};
pub use clean::clean;
pub use comparison::{
    FrontSide, beside_counted, change_labels, counted, counted_in_signs, front_field, front_head,
    nothing_counted, outside_head, outside_lines, share_kept,
};
pub use curve::{curve, over_time, spark};
pub use filed::{
    act, card, moment, proposal_asks, proposal_line, proposal_name, proposal_place, proposal_wish,
    section, stance, stance_since, stands_against, status_role,
};
pub use life::{life_lines, turn_causes, turn_sign, turn_words};
pub use line::{Line, Span, name_in, width};
pub use passing::{circulation, incoming, sending, taken_in};
pub use pieces::{Definitions, Leads, Piece, pieces, pieces_of_words};
pub use progress::{
    causes, curve_lines, fallen, measure_line, measure_role, most, most_of_all, most_words,
    points_of_falls, sampled,
};
pub use prose::{Owners, paragraph, resolved, words};
pub use revision::{revision, version};
pub use role::Role;
pub use runs::Form;
pub use sentences::by_sentence;
pub use signs::{ChangeSign, change_sign, stance_sign, state_sign, state_words, status_sign};
pub use sources::{called, declined, sources};
pub use standing::{positions_on, proposals_on, reasons, state, states};
pub use votes::votes;
pub use wrap::{for_each_row, wrap};

//! The wall: one paragraph, large, and how it stands.

use super::html::{Attribute, Html};
use super::prose::Words;
use super::shell::{Kind, Shell, Tongue};
use crate::ops::{Leaf, Naming};
use crate::view::{state_sign, state_words};

use Attribute::Value;

/// The page of the paragraph in hand.
pub fn floor(leaf: &Leaf, index: Option<usize>, kind: Kind<'_>) -> String {
    let words = Words::of(&leaf.text);
    let tongue = Tongue::of(leaf.language.as_deref(), leaf.text.source());
    let mut main = Html::new();
    main.ours("<main id=\"main\" class=\"floor\" tabindex=\"-1\" aria-live=\"polite\">");
    let row = index.and_then(|index| leaf.rows.get(index));
    let symbol = leaf.row.symbol.as_deref().unwrap_or(&leaf.row.title);
    let title = match row {
        Some(row) => {
            main.ours("<h1 class=\"fm\">");
            let stands = row
                .state
                .map(|state| format!(" · {} {}", state_sign(state), state_words(state)));
            main.text(&format!(
                "{symbol} · {}{}",
                row.name,
                stands.unwrap_or_default()
            ));
            main.ours("</h1>");
            // As large as the wall can hold it.
            let long = leaf
                .text
                .paragraphs()
                .get(row.index)
                .map_or(0, |one| one.text.chars().count());
            let class = match long {
                0..=420 => "fw",
                421..=1000 => "fw long",
                _ => "fw longer",
            };
            main.open("div", &tongue.with(&[Value("class", class)]));
            words.paragraph(row.index, &mut main);
            main.close("div");
            format!("{} {symbol}", row.name)
        }
        None => {
            main.ours("<h1 class=\"fm\">");
            main.text(symbol);
            main.ours("</h1><p class=\"fw\">No paragraph is in hand yet.</p>");
            symbol.to_owned()
        }
    };
    main.ours("</main>");
    let shell = Shell {
        title: &title,
        kind,
        made: None,
        unnamed: leaf.names == Naming::Hidden,
        bare: true,
    };
    shell.round(&Html::new(), &main)
}

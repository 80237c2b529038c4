//! What of a mail is said of no text: the greeting it opens with, the words it closes with, the signature, what a program puts under it.

use super::earlier::{earlier, introduces};
use crate::mail::names_sender;

/// A mail's lines, and what stood round what it says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Letter<'m> {
    /// The lines that say something; an empty one where something was left out.
    pub(super) lines: Vec<&'m str>,
    /// What was left out, in words for people: `a closing: Kind regards, / Ola Nord`.
    pub(super) around: Vec<String>,
}

/// How a mail ends, in the languages of the United Nations; whoever signs may stand behind it in the same line.
const CLOSINGS: [&str; 60] = [
    "kind regards",
    "kindest regards",
    "best regards",
    "warm regards",
    "warmest regards",
    "with kind regards",
    "with best regards",
    "with warm regards",
    "regards",
    "thanks and regards",
    "best wishes",
    "with best wishes",
    "best",
    "sincerely",
    "yours sincerely",
    "sincerely yours",
    "yours faithfully",
    "yours truly",
    "yours",
    "respectfully",
    "respectfully yours",
    "with many thanks",
    "with thanks",
    "many thanks",
    "cordialement",
    "bien cordialement",
    "très cordialement",
    "cordiales salutations",
    "meilleures salutations",
    "sincères salutations",
    "salutations distinguées",
    "bien à vous",
    "respectueusement",
    "sentiments distingués",
    "saludos",
    "saludos cordiales",
    "cordiales saludos",
    "un cordial saludo",
    "un saludo",
    "un saludo cordial",
    "atentamente",
    "muy atentamente",
    "cordialmente",
    "с уважением",
    "с наилучшими пожеланиями",
    "с искренним уважением",
    "с почтением",
    "искренне ваш",
    "مع أطيب التحيات",
    "مع خالص التحية",
    "مع خالص التحيات",
    "مع التحية",
    "مع الاحترام",
    "مع فائق الاحترام",
    "مع التقدير",
    "تحياتي",
    "此致",
    "敬礼",
    "顺颂",
    "祝好",
];

/// Beginnings of longer formulas, behind which anything may stand.
const FORMULAS: [&str; 29] = [
    "please accept, excellency, the assurances",
    "the permanent mission avails itself",
    "veuillez agréer",
    "je vous prie d'agréer",
    "je vous prie d’agréer",
    "nous vous prions d'agréer",
    "nous vous prions d’agréer",
    "aprovecho la oportunidad",
    "وتفضلوا بقبول",
    "وتفضلوا بقبول",
    "sent from my",
    "get outlook for",
    "confidentiality notice",
    "disclaimer:",
    "this e-mail and any attach",
    "this email and any attach",
    "this message and any attach",
    "ce message et ses pièces jointes",
    "ce message et toutes les pièces jointes",
    "ce courriel et ",
    "este mensaje y sus ",
    "este correo electrónico y ",
    "настоящее сообщение и ",
    "本邮件及",
    "envoyé de mon",
    "enviado desde mi",
    "отправлено с",
    "أرسلت من",
    "发自我的",
];

/// Thanks, which close a mail where nothing stands behind them: with an object they may open one.
const THANKS: [&str; 14] = [
    "thank you",
    "thank you very much",
    "thanks",
    "merci",
    "merci d'avance",
    "merci d’avance",
    "gracias",
    "muchas gracias",
    "спасибо",
    "заранее благодарим",
    "شكرا",
    "شكرا جزيلا",
    "谢谢",
    "此致敬礼",
];

/// How a mail opens.
const GREETINGS: [&str; 20] = [
    "dear",
    "hello",
    "hi",
    "good morning",
    "good afternoon",
    "excellency",
    "excellencies",
    "madam",
    "madame",
    "monsieur",
    "bonjour",
    "estimado",
    "estimada",
    "estimados",
    "señor",
    "señora",
    "уважаемый",
    "уважаемая",
    "السيد",
    "尊敬的",
];

/// More words than these behind it, and a closing is a sentence that begins like one.
const SIGNED: usize = 16;

/// So many words at most has a greeting.
const GREETED: usize = 8;

/// Parts what a mail says from its greeting and its closing. A closing ends where a line begins as something said of a paragraph does, or
/// where something is added under it (`P.S.`).
pub(super) fn letter<'m>(mail: &'m str, begins: impl Fn(&str) -> bool) -> Letter<'m> {
    let mut out = Letter::default();
    let mut closing: Vec<&str> = Vec::new();
    let mut fresh = true;
    let all: Vec<&str> = mail.lines().map(str::trim).collect();
    let end = earlier(&all).unwrap_or(all.len());
    let (said, others) = all.split_at(end);
    let mut quotes = 0;
    for (at, line) in said.iter().copied().enumerate() {
        let quoted = line.starts_with('>');
        if quoted || introduces(said, at) {
            quotes += usize::from(!line.trim_start_matches('>').trim().is_empty());
            if !quoted {
                out.end(&mut closing);
                out.lines.push("");
                continue;
            }
        }
        if fresh && !line.is_empty() && !quoted {
            fresh = false;
            if is_greeting(line) && !begins(line) {
                out.around.push(format!("a greeting: {line}"));
                out.lines.push("");
                continue;
            }
        }
        let goes_on = !closing.is_empty() && !quoted && !begins(line) && !is_added(line);
        if goes_on || closes(line) {
            closing.push(line);
            continue;
        }
        out.end(&mut closing);
        out.lines.push(line);
    }
    out.end(&mut closing);
    if quotes > 0 {
        out.around
            .push(format!("what it quotes: {}", lines(quotes)));
    }
    let others: Vec<&str> = others
        .iter()
        .copied()
        .filter(|line| !line.is_empty())
        .collect();
    if let Some(first) = others.first() {
        let sender = others.iter().find(|line| names_sender(line));
        let whose = sender.unwrap_or(first).trim_matches(['-', '_', ' ']);
        let many = lines(others.len());
        out.around.push(format!(
            "another mail that it forwards or answers ({whose}): {many}"
        ));
    }
    out
}

fn lines(many: usize) -> String {
    match many {
        1 => "1 line".to_owned(),
        many => format!("{many} lines"),
    }
}

impl Letter<'_> {
    fn end(&mut self, closing: &mut Vec<&str>) {
        let said: Vec<&str> = closing
            .drain(..)
            .filter(|line| !line.is_empty() && *line != "--")
            .collect();
        if !said.is_empty() {
            self.around.push(format!("a closing: {}", said.join(" / ")));
            self.lines.push("");
        }
    }
}

fn is_greeting(line: &str) -> bool {
    line.ends_with([',', ':', '!', '，', '：', '！', '،'])
        && line.split_whitespace().count() <= GREETED
        && GREETINGS.iter().any(|head| behind(line, head).is_some())
}

/// Whether a line begins the end of a mail: the two hyphens before a signature, or words that close it.
fn closes(line: &str) -> bool {
    if line == "--" || FORMULAS.iter().any(|head| behind(line, head).is_some()) {
        return true;
    }
    let said_no_more = |rest: &str| !rest.contains(char::is_alphanumeric);
    if THANKS
        .iter()
        .filter_map(|head| behind(line, head))
        .any(said_no_more)
    {
        return true;
    }
    let signed = |rest: &str| {
        let words = rest.split_whitespace().count();
        let marked = rest
            .trim_start()
            .starts_with(|c: char| !c.is_alphanumeric());
        // A name may stand there without a comma; what begins a sentence goes on in small letters.
        let named = rest.trim_start().starts_with(|c: char| !c.is_lowercase());
        words <= SIGNED && (marked || named) && !rest.contains(char::is_numeric)
    };
    let closings = CLOSINGS.iter().filter_map(|head| behind(line, head));
    closings
        .into_iter()
        .any(|rest| said_no_more(rest) || signed(rest))
}

/// What stands behind some words that a line begins with.
fn behind<'l>(line: &'l str, head: &str) -> Option<&'l str> {
    let mut rest = line;
    for known in head.chars() {
        let first = rest.chars().next()?;
        if !first.to_lowercase().eq(std::iter::once(known)) {
            return None;
        }
        rest = rest.get(first.len_utf8()..)?;
    }
    let wide = head
        .chars()
        .next_back()
        .is_some_and(crate::text::is_ideograph);
    let whole = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (whole || wide).then_some(rest)
}

/// Whether something is added under a signature.
fn is_added(line: &str) -> bool {
    ["p.s", "ps", "p. s", "n.b", "nb"]
        .iter()
        .any(|head| behind(line, head).is_some_and(|rest| rest.starts_with(['.', ':', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(mail: &str) -> (Vec<&str>, Vec<String>) {
        let Letter { lines, around } = letter(mail, |line| line.starts_with("Paragraph"));
        (
            lines.into_iter().filter(|line| !line.is_empty()).collect(),
            around,
        )
    }

    #[test]
    fn a_mail_ends_in_six_languages_with_who_wrote_it_and_nothing_is_lost() {
        for closing in [
            "Kind regards,\nOla Nord\n\nPermanent Mission of Northland",
            "Best regards",
            "Regards Ola Nord",
            "Sincerely yours, Ola",
            "-- \nOla Nord\n+47 22 00 00 00",
            "Thank you.\nOla",
            "Cordialement,\nO. Nord",
            "Veuillez agréer, Madame la Présidente, l’expression de ma haute considération.",
            "Muy atentamente,\nOla",
            "Un cordial saludo",
            "С уважением,\nО. Норд",
            "С уважением О. Норд",
            "مع أطيب التحيات،\nأولا",
            "وتفضلوا بقبول فائق الاحترام",
            "此致\n敬礼！\n诺德",
            "谢谢！",
            "Sent from my telephone",
        ] {
            let mail = format!("Paragraph 3: oppose\n{closing}\n");
            let lines = closing.lines().map(str::trim);
            let said = lines.filter(|line| !line.is_empty() && *line != "--");
            let said = said.collect::<Vec<_>>().join(" / ");
            assert_eq!(
                told(&mail),
                (
                    vec!["Paragraph 3: oppose"],
                    vec![format!("a closing: {said}")]
                ),
                "{closing}"
            );
        }
    }

    #[test]
    fn what_only_begins_as_a_closing_is_said() {
        for line in [
            "Regards the second sentence, it is too weak.",
            "Best practice should be named.",
            "Thank you for the draft, which we support.",
            "Sincerely, we would have gone further than this in the light of all that was said in the room in July.",
            "With thanks to the Chair, paragraph 3 is acceptable.",
            "Yours is the better text of the 2 that we have.",
            "Bestimmt",
        ] {
            let mail = format!("Paragraph 3: oppose\n{line}");
            assert_eq!(told(&mail), (vec!["Paragraph 3: oppose", line], vec![]));
        }
    }

    #[test]
    fn what_others_wrote_is_passed_over_and_counted() {
        let mail = "Paragraph 3: oppose\n\nOn 17 July 2008, Ola wrote:\n> Paragraph 4: delete\n>\n> Paragraph 5: delete\nWe agree.\n\n-----Original Message-----\nFrom: Goh\nSent: today\n\nParagraph 6: delete\n";
        assert_eq!(
            told(mail),
            (
                vec![
                    "Paragraph 3: oppose",
                    "> Paragraph 4: delete",
                    ">",
                    "> Paragraph 5: delete",
                    "We agree."
                ],
                vec![
                    "what it quotes: 3 lines".to_owned(),
                    "another mail that it forwards or answers (From: Goh): 4 lines".to_owned(),
                ]
            )
        );
    }

    #[test]
    fn what_is_added_under_a_signature_is_said() {
        let mail = "Dear Chair,\n\nParagraph 1: delete\n\nRegards,\nOla\n\nP.S. It is late.\n> Regards\n\nRegards,\nOla\nParagraph 4: delete\n";
        assert_eq!(
            told(mail),
            (
                vec![
                    "Paragraph 1: delete",
                    "P.S. It is late.",
                    "> Regards",
                    "Paragraph 4: delete"
                ],
                vec![
                    "a greeting: Dear Chair,".to_owned(),
                    "a closing: Regards, / Ola".to_owned(),
                    "a closing: Regards, / Ola".to_owned(),
                    "what it quotes: 1 line".to_owned(),
                ]
            )
        );
        let (lines, _) = told("Dear Chair, paragraph 3 is too weak.\nBest,\nOla");
        assert_eq!(lines, ["Dear Chair, paragraph 3 is too weak."]);
    }
}

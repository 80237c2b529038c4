//! What a mail holds of earlier mails: the one that it forwards or answers, and the lines that it quotes. Nothing of it is said by whom it is from.

use crate::mail::{is_head_line, names_sender};

/// How programs announce another mail, in small letters.
const ANNOUNCED: [&str; 16] = [
    "begin forwarded message",
    "forwarded message",
    "original message",
    "début du message transféré",
    "message transféré",
    "message d'origine",
    "message d’origine",
    "inicio del mensaje reenviado",
    "mensaje reenviado",
    "mensaje original",
    "начало переадресованного сообщения",
    "пересылаемое сообщение",
    "исходное сообщение",
    "الرسالة الأصلية",
    "转发的邮件",
    "原始邮件",
];

/// How a program ends the line before what it quotes, in small letters.
const WROTE: [&str; 14] = [
    "wrote:",
    "wrote :",
    "a écrit :",
    "a écrit:",
    "escribió:",
    "написал:",
    "написала:",
    "написал(а):",
    "пишет:",
    "كتب:",
    "كتبت:",
    "写道：",
    "写道:",
    "schrieb:",
];

/// Lines that another mail's head has at least, one below the other.
const HEAD: usize = 3;

/// Where the mail begins that this one forwards or answers, to the end; none where there is none.
pub(super) fn earlier(lines: &[&str]) -> Option<usize> {
    (0..lines.len()).find(|at| {
        let line = lines.get(*at).copied().unwrap_or_default();
        let next = after(lines, at + 1);
        let head = || {
            let rest = lines.get(*at..).unwrap_or_default();
            let head = rest.iter().take_while(|line| is_head_line(line)).count();
            names_sender(line) && head >= HEAD
        };
        let wrote = || wrote(line) && next.is_some_and(|next| !next.starts_with('>'));
        is_announced(line, next) || head() || wrote()
    })
}

/// Whether a line stands before what is quoted, and says whose it is: `On Thu, 17 Jul 2008 at 17:39, Ola Nord wrote:`.
pub(super) fn introduces(lines: &[&str], at: usize) -> bool {
    let quoted = |from| after(lines, from).is_some_and(|next| next.starts_with('>'));
    let line = |at: usize| lines.get(at).copied().unwrap_or_default();
    wrote(line(at)) && quoted(at + 1)
        // Such a line is often broken in two.
        || WROTE.iter().any(|end| line(at + 1).to_lowercase().ends_with(end)) && !wrote(line(at + 1)) && wrote_from(line(at)) && quoted(at + 2)
        || at > 0 && wrote_from(line(at - 1)) && WROTE.iter().any(|end| line(at).to_lowercase().ends_with(end)) && quoted(at + 1)
}

/// The next line that says something.
fn after<'l>(lines: &[&'l str], from: usize) -> Option<&'l str> {
    let mut rest = lines.get(from..).unwrap_or_default().iter().copied();
    rest.find(|line| !line.is_empty())
}

fn is_announced(line: &str, next: Option<&str>) -> bool {
    let bare = line.trim_matches(|c: char| "-–—_= :：*>".contains(c) || c.is_whitespace());
    let lower = bare.to_lowercase();
    if ANNOUNCED.contains(&lower.as_str()) {
        return true;
    }
    let dashed =
        line.starts_with("---") && line.ends_with("---") && bare.chars().any(char::is_alphabetic);
    dashed && next.is_some_and(is_head_line)
}

/// Whether a line says that somebody wrote at some time, or from some address.
fn wrote(line: &str) -> bool {
    let lower = line.to_lowercase();
    WROTE.iter().any(|end| lower.ends_with(end)) && wrote_from(line)
}

fn wrote_from(line: &str) -> bool {
    !line.starts_with('>') && line.chars().any(|c| c.is_numeric() || c == '@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_mail_begins_where_a_program_says_so() {
        for (mail, at) in [
            (
                "Hi\n\n-----Original Message-----\nFrom: Ola\nSent: today\nParagraph 5: delete",
                Some(2),
            ),
            ("Hi\n---------- Forwarded message ---------\nx", Some(1)),
            (
                "Hi\n-------- Weitergeleitete Nachricht --------\nBetreff: x",
                Some(1),
            ),
            ("Hi\nBegin forwarded message:\n\nx", Some(1)),
            (
                "Hi\n________________________________\nFrom: Ola\nSent: Thursday\nTo: Goh\nSubject: x\n\ny",
                Some(2),
            ),
            ("Hi\n*From:* Ola\n*Sent:* Thursday\n*To:* Goh\n\ny", Some(1)),
            (
                "Hi\nDe : Ola\nEnvoyé : jeudi\nÀ : Goh\nObjet : x\ny",
                Some(1),
            ),
            ("Hi\nОт: Ола\nДата: четверг\nКому: Гох\ny", Some(1)),
            ("Hi\n发件人：甲\n日期：今天\n主题：乙\ny", Some(1)),
            (
                "Hi\nOn Thu, 17 Jul 2008 at 17:39, Ola wrote:\nParagraph 5: delete",
                Some(1),
            ),
            (
                "On Thu, 17 Jul 2008 at 17:39, Ola wrote:\n> Paragraph 5: delete\nWe agree.",
                None,
            ),
            ("From: 5 to 6\nTo: the end", None),
            ("As the Chair wrote:\nno", None),
            ("---\nParagraph 5: delete\n---", None),
        ] {
            let lines: Vec<&str> = mail.lines().map(str::trim).collect();
            assert_eq!(earlier(&lines), at, "{mail}");
        }
    }

    #[test]
    fn the_line_before_a_quotation_says_whose_it_is() {
        let mail = "Le 17 juillet 2008, Ola <ola@example.org>\na écrit :\n\n> x\nOla wrote:\n> y\nLe 17 juillet, Ola a écrit :\n> z";
        let lines: Vec<&str> = mail.lines().collect();
        let found: Vec<usize> = (0..lines.len())
            .filter(|at| introduces(&lines, *at))
            .collect();
        assert_eq!(found, [0, 1, 6]);
    }
}

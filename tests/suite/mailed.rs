//! Mails as they were sent: however one is written for the way, it is the same submission; and none is too broken, too deep or too sly.

use adref::mail::{self, Fault, Form, Mail};
use adref::ops::{self, Answer, Answered, Naming};
use adref::text::{Document, Parties};
use proptest::prelude::*;

use crate::kit::Room;

const TEXT: &str = "1. States shall mark all weapons, and report.\n\n2. States should act with others.\n\n(a) one;\n\n(b) two.\n\n3. 各国应加强合作。\n\n4. Пункт о мерах.\n\n5. تضع الدول ضوابط.\n";

fn answer(words: &str) -> Answer {
    let document = Document::parse(TEXT);
    let answered = Answered {
        document: &document,
        parties: &Parties::Guessed,
        naming: Naming::Shown,
        marked: false,
        only: None,
    };
    ops::answer_by_mail(answered, words)
}

fn opened(bytes: &[u8]) -> Mail {
    mail::open(bytes).unwrap().unwrap()
}

/// Lines that mails consist of.
const LINES: &[&str] = &[
    "",
    "",
    "Dear colleagues,",
    "Paragraph 1: replace \"shall\" by \"should\".",
    "Delete paragraph 2 (b).",
    "We oppose paragraph 3 because it is too weak; others may differ.",
    "Paragraph 2:",
    "add \"and often\" after \"act\" & keep the <rest> of it",
    "2. States should act with all others, and at once.",
    "Nous appuyons le paragraphe 4, réservé à l’été — sans « ambiguïté ».",
    "第3段：将“应”改为“应当”",
    "Пункт 4: исключить слово «мерах».",
    "في الفقرة 5، يستعاض عن كلمة \"تضع\" بكلمة \"تتخذ\"",
    "> Paragraph 1: delete",
    "> 2. States shall not act.",
    "On Thu, 17 Jul 2008 at 17:39, Ola Nord <ola@example.org> wrote:",
    "From here on it is late.",
    "- Paragraph 4: support",
    "Kind regards,",
    "Ola Nord = Øla",
    "--",
    "--border of a table",
    ".",
    "=?utf-8?Q?not_a_head?= =3D =20",
];

fn lines() -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(proptest::sample::select(LINES), 1..14)
}

/// How a part is made fit for the way.
#[derive(Debug, Clone, Copy)]
enum Coding {
    Plain,
    Base64,
    Quoted,
}

fn coding() -> impl Strategy<Value = Coding> {
    proptest::sample::select(&[Coding::Plain, Coding::Base64, Coding::Quoted][..])
}

const CHARSETS: &[&str] = &[
    "utf-8",
    "windows-1251",
    "windows-1252",
    "windows-1256",
    "iso-8859-1",
    "iso-8859-15",
    "koi8-r",
    "gb18030",
    "gbk",
    "big5",
    "utf-16le",
    "utf-16be",
];

/// Some text in letters, in UTF-8 where these have not all of it.
fn letters(text: &str, label: &str) -> (Vec<u8>, &'static str) {
    let wide = |from: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(from).collect::<Vec<u8>>();
    match label {
        "utf-16le" => (wide(u16::to_le_bytes), "utf-16le"),
        "utf-16be" => (wide(u16::to_be_bytes), "utf-16be"),
        label => {
            let known = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            match known.encode(text) {
                (bytes, known, false) => (bytes.into_owned(), known.name()),
                _ => (text.as_bytes().to_vec(), "utf-8"),
            }
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (n, three) in bytes.chunks(3).enumerate() {
        let at = |k: usize| u32::from(three.get(k).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for k in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * k) & 63) as usize] as char;
            out.push(if k <= three.len() { sign } else { '=' });
        }
        if n % 19 == 18 {
            out.push_str("\r\n");
        }
    }
    out + "\r\n"
}

fn quoted(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut column = 0;
    for (n, byte) in bytes.iter().enumerate() {
        let ends = bytes.get(n + 1).is_none_or(|next| *next == b'\r');
        let sign = match byte {
            b'\r' | b'\n' => {
                column = 0;
                out.push(char::from(*byte));
                continue;
            }
            b' ' if !ends => " ".to_owned(),
            b'!'..=b'~' if *byte != b'=' => char::from(*byte).to_string(),
            byte => format!("={byte:02X}"),
        };
        if column + sign.len() > 72 {
            out.push_str("=\r\n");
            column = 0;
        }
        column += sign.len();
        out.push_str(&sign);
    }
    out + "\r\n"
}

/// A part: its head and its body.
fn part(kind: &str, text: &str, label: &str, coding: Coding) -> Vec<u8> {
    let (bytes, label) = letters(&text.replace('\n', "\r\n"), label);
    let is_wide = label.starts_with("utf-16");
    let coding = if is_wide { Coding::Base64 } else { coding };
    let (name, body) = match coding {
        Coding::Plain => ("8bit", bytes),
        Coding::Base64 => ("base64", base64(&bytes).into_bytes()),
        Coding::Quoted => ("quoted-printable", quoted(&bytes).into_bytes()),
    };
    let head = format!(
        "Content-Type: {kind}; charset=\"{label}\"\r\nContent-Transfer-Encoding: {name}\r\n\r\n"
    );
    [head.as_bytes(), &body].concat()
}

/// Lines that flow: broken at some spaces.
fn flowed(lines: &[&str]) -> String {
    let mut out = String::new();
    for line in lines {
        let (mark, line) = match line.strip_prefix("> ") {
            Some(rest) => ("> ", rest),
            None => ("", *line),
        };
        let mut column = 0;
        out.push_str(mark);
        if line.starts_with(['>', ' ']) || line.starts_with("From ") {
            out.push(' ');
        }
        for word in line.split_inclusive(' ') {
            if column > 20 {
                out.push('\n');
                out.push_str(mark);
                if word.starts_with(['>', ' ']) || word.starts_with("From ") {
                    out.push(' ');
                }
                column = 0;
            }
            out.push_str(word);
            column += word.len();
        }
        out.push('\n');
    }
    out
}

fn page(lines: &[&str]) -> String {
    let escaped = |line: &str| {
        let mut out = String::new();
        for (n, c) in line.chars().enumerate() {
            match c {
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                '"' if n % 2 == 0 => out.push_str("&quot;"),
                'é' => out.push_str("&eacute;"),
                '“' => out.push_str("&#8220;"),
                ' ' if n % 7 == 0 => out.push_str("\n  "),
                c => out.push(c),
            }
        }
        out
    };
    let line = |line: &&str| match line.strip_prefix("> ") {
        Some(rest) => format!(
            "<blockquote type=\"cite\"><div>{}</div></blockquote>",
            escaped(rest)
        ),
        None if line.is_empty() => "<div><br></div>".to_owned(),
        None => format!(
            "<div><span style=\"color:red\">{}</span></div>",
            escaped(line)
        ),
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    format!(
        "<html><head><style>p {{ a: \"b\" }}</style></head><body>\n{}\n</body></html>",
        lines.join("\n")
    )
}

/// Parts between borders.
fn several(kind: &str, border: &str, parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = format!(
        "Content-Type: multipart/{kind};\r\n boundary=\"{border}\"\r\n\r\nNot for people.\r\n"
    )
    .into_bytes();
    for part in parts {
        out.extend(format!("\r\n--{border}\r\n").into_bytes());
        out.extend(part);
    }
    out.extend(format!("\r\n--{border}--\r\n").into_bytes());
    out
}

/// The same words in one of the forms that programs send.
fn sent(lines: &[&str], form: usize, label: &str, coding: Coding) -> Vec<u8> {
    let text = lines.join("\n") + "\n";
    let plain = || part("text/plain", &text, label, coding);
    let html = || part("text/html", &page(lines), label, coding);
    let flows = || part("text/plain; format=flowed", &flowed(lines), label, coding);
    let pdf = || {
        b"Content-Type: application/pdf; name=\"a.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n".to_vec()
    };
    let body = match form {
        0 => plain(),
        1 => html(),
        2 => flows(),
        3 => several("alternative", "=_a", &[plain(), html()]),
        4 => several(
            "mixed",
            "b b",
            &[several("alternative", "a", &[flows(), html()]), pdf()],
        ),
        5 => several(
            "mixed",
            "b",
            &[
                several(
                    "related",
                    "r",
                    &[
                        html(),
                        b"Content-Type: image/png\r\nContent-ID: <x>\r\n\r\n\x89PNG\r\n".to_vec(),
                    ],
                ),
                pdf(),
            ],
        ),
        _ => several(
            "signed",
            "s",
            &[
                plain(),
                b"Content-Type: application/pgp-signature\r\n\r\n-----BEGIN\r\n".to_vec(),
            ],
        ),
    };
    let head = "Received: from a by b; Thu, 17 Jul 2008 17:50:12 -0400\r\nFrom: =?utf-8?B?w5hsYQ==?= <ola@example.org>\r\nSubject: =?iso-8859-1?Q?R=E9ponse?=\r\nMIME-Version: 1.0\r\n";
    [head.as_bytes(), &body].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn however_a_mail_is_sent_it_is_the_same_submission(
        lines in lines(),
        form in 0_usize..7,
        label in proptest::sample::select(CHARSETS),
        coding in coding(),
    ) {
        let bytes = sent(&lines, form, label, coding);
        let found = opened(&bytes);
        prop_assert_eq!(found.from.as_deref(), Some("Øla <ola@example.org>"));
        prop_assert_eq!(found.subject.as_deref(), Some("Réponse"));
        prop_assert!(found.head.came.is_some());
        let told = answer(&lines.join("\n"));
        prop_assert_eq!(answer(&found.own.words), told.clone(), "{}", found.own.words);
        if let Some(page) = &found.own.page {
            prop_assert!(ops::otherwise(&answer(page), &told).is_empty(), "{page}");
        }
    }

    #[test]
    fn a_broken_mail_is_read_or_refused_and_never_more_than_that(
        lines in lines(),
        form in 0_usize..7,
        label in proptest::sample::select(CHARSETS),
        coding in coding(),
        harm in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0_usize..4), 1..12),
    ) {
        let mut bytes = sent(&lines, form, label, coding);
        for (at, byte, kind) in harm {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => _ = bytes.remove(at),
                _ => {
                    let end = (at + usize::from(byte)).min(bytes.len());
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        if let Ok(Some(mail)) = mail::open(&bytes) {
            answer(&mail.own.words);
            for part in &mail.parts {
                _ = part.contents(&bytes);
            }
        }
    }
}

#[test]
fn what_is_attached_is_listed_and_comes_out_as_it_went_in() {
    let inner = sent(&["Paragraph 1: delete"], 0, "utf-8", Coding::Base64);
    let mail = |kind: &str, rest: &str, body: &[u8]| {
        [
            format!("Content-Type: {kind}\r\n{rest}\r\n").as_bytes(),
            body,
        ]
        .concat()
    };
    let parts = [
        part(
            "text/plain",
            "See the attachments.\n",
            "utf-8",
            Coding::Plain,
        ),
        mail(
            "application/octet-stream",
            "Content-Disposition: attachment;\r\n filename*0*=utf-8''r%C3%A9ponse; filename*1=\".docx\"\r\nContent-Transfer-Encoding: base64\r\n",
            b"UEsDBA==\r\n",
        ),
        mail("message/rfc822", "", &inner),
        mail(
            "text/plain; charset=koi8-r",
            "Content-Disposition: attachment; filename=\"=?utf-8?B?0L8udHh0?=\"\r\n",
            b"\xf0",
        ),
        mail("text/calendar", "", b"BEGIN:VCALENDAR\r\n"),
        mail("application/ms-tnef; name=winmail.dat", "", b"x"),
    ];
    let head = b"From: a\r\nMIME-Version: 1.0\r\n".as_slice();
    let bytes = [head, &several("mixed", "x", &parts)].concat();
    let found = opened(&bytes);
    let forms: Vec<(Form, Option<&str>)> = found
        .parts
        .iter()
        .map(|part| (part.form, part.name.as_deref()))
        .collect();
    assert_eq!(
        forms,
        [
            (Form::Word, Some("réponse.docx")),
            (Form::Mail, Some("Réponse")),
            (Form::Text, Some("п.txt")),
            (Form::Calendar, None),
            (Form::Outlook, Some("winmail.dat")),
        ]
    );
    assert_eq!(found.own.words, "See the attachments.\n");
    assert_eq!(found.parts[0].contents(&bytes), Ok(b"PK\x03\x04".to_vec()));
    let inside = found.parts[1].contents(&bytes).unwrap();
    assert_eq!(opened(&inside).own.words.trim(), "Paragraph 1: delete");
    assert_eq!(
        mail::texts(&bytes, &found.parts[2]).unwrap().words.trim(),
        "П"
    );
}

#[test]
fn words_that_are_struck_in_the_page_are_not_said_even_if_the_text_has_them() {
    let parts = [
        part(
            "text/plain",
            "Paragraph 1: delete\n",
            "utf-8",
            Coding::Plain,
        ),
        part(
            "text/html",
            "<p>Paragraph 1: <del>delete</del> <b>support</b></p>",
            "utf-8",
            Coding::Plain,
        ),
    ];
    let head = b"From: a\r\nMIME-Version: 1.0\r\n".as_slice();
    let found = opened(&[head, &several("alternative", "x", &parts)].concat());
    assert_eq!(found.own.words.trim(), "Paragraph 1: support");
    assert_eq!(found.own.struck, ["delete"]);
    let said = answer(&found.own.words);
    assert_eq!((said.asks.len(), said.stands.len()), (0, 1));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place_or_its_bound() {
    let deep: String = (0..200)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n:03}\n\n--b{n:03}\n"))
        .collect();
    let wide = |name: &str| name.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>();
    let outlook = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
        &[0; 600],
        &wide("__properties_version1.0"),
    ]
    .concat();
    let mail = |head: &str, body: &[u8]| {
        [
            format!("From: a\nMIME-Version: 1.0\n{head}\n\n").as_bytes(),
            body,
        ]
        .concat()
    };
    let damaged = |line: usize, what: &str| Fault::Damaged {
        line,
        what: what.to_owned(),
    };
    for (bytes, told) in [
        (outlook, Fault::Outlook),
        (
            mail("Content-Transfer-Encoding: base64", b"aGVs\nbG8*\n"),
            damaged(6, "column 4: this is no base64"),
        ),
        (
            mail("Content-Type: text/plain; charset=klingon", b"x"),
            Fault::Charset {
                line: 5,
                label: "klingon".to_owned(),
            },
        ),
        (
            mail("X-A: b", b"a\nb\xff"),
            Fault::NoText { line: 6, column: 2 },
        ),
        (
            mail(
                "Content-Type: multipart/encrypted; boundary=x",
                b"--x\n\ny\n--x--\n",
            ),
            Fault::Locked,
        ),
        (
            mail(
                "Content-Type: application/pkcs7-mime; smime-type=enveloped-data",
                b"x",
            ),
            Fault::Locked,
        ),
        (
            mail("Content-Type: multipart/mixed; boundary=x", b"y\n"),
            damaged(
                5,
                "the mail has several parts, and no border between them is found",
            ),
        ),
        (
            deep.into_bytes(),
            damaged(1, "parts stand in one another too deep"),
        ),
        (
            [mail("X-A: b", b"x\n"), vec![b'-'; 65 << 20]].concat(),
            Fault::TooMuch("64 MB"),
        ),
        (
            mail("X-A: b", &vec![b'x'; 3 << 20]),
            Fault::TooMuch("2 MB of words"),
        ),
        (b"caf\xe9".to_vec(), Fault::NoText { line: 1, column: 4 }),
    ] {
        assert_eq!(mail::open(&bytes).unwrap_err(), told);
    }
    // A mail in a mail in a mail is one that is attached, however deep.
    let nested = "Content-Type: message/rfc822\n\n".repeat(50_000);
    let found = opened(&mail("X-A: b", nested.as_bytes()));
    assert!(found.parts.is_empty());
    let found = opened(
        &[
            b"From: a\nMIME-Version: 1.0\n".as_slice(),
            nested.as_bytes(),
        ]
        .concat(),
    );
    assert_eq!(found.parts[0].form, Form::Mail);
}

#[test]
fn nothing_of_a_mail_reaches_a_terminal_raw_and_a_signs_trick_is_not_filed() {
    let room = Room::meeting();
    let text = "Paragraph 1: delete\u{202e}\n\nParagraph 1: \u{1b}[2Jdelete\n\nParagraph 2: oppose \u{fffd}\n\nP\u{200b}aragraph 3: \u{202b}delete\u{202c}\n";
    let mail = [
        format!("From: \"\u{1b}]0;x\u{7}\" <a@b>\nSubject: =?utf-8?Q?=1B[31m=E2=80=AE?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n{text}\n").into_bytes(),
        b"--x\nContent-Type: application/x; name=\"a\x1b[31m\xe2\x80\xae.pdf\"\n\nx\n--x--\n".to_vec(),
    ]
    .concat();
    std::fs::write(room.path().join("a.eml"), mail).unwrap();
    let out = room
        .adref(&["take", "a.eml", "--from", "XNO", "--on", "wp1", "--dry-run"])
        .output()
        .unwrap();
    let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
    let is_raw = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!said.contains(is_raw), "{said:?}");
    assert_eq!(said.matches("nobody can read").count(), 3, "{said}");
    assert!(
        said.contains("submits an amendment: delete wp1 3"),
        "{said}"
    );
    assert!(said.contains("application/x"), "{said}");
}

#[test]
fn a_mail_from_before_a_revision_is_read_by_the_numbers_that_its_sender_had() {
    let room = Room::meeting();
    let text = "---\nsymbol: A/SM/2008/WP.1\ntitle: Marking\nkind: discussion-paper\nlanguage: en\n---\n\n1. States mark every lantern.\n\n2. States keep records.\n\n3. The Chair convenes a meeting.\n";
    room.save(&[("drafts/wp1/text.md", text)]);
    let says = |at: &str, words: &[&str]| {
        let mut command = room.adref(words);
        let out = command
            .env("ADREF_NOW", format!("2008-07-17T{at}-04:00"))
            .output()
            .unwrap();
        let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
        assert!(out.status.success(), "{words:?}: {said}");
        said
    };
    let issue = [
        "issue",
        "wp1",
        "--as",
        "aly",
        "--reason",
        "for the record",
        "--rev",
    ];
    says("09:00", &[&issue[..], &["zero"]].concat());
    let grown = text
        .replace("3. ", "4. ")
        .replace("2. ", "3. ")
        .replace("\n3. ", "\n2. States number each lantern.\n\n3. ");
    room.save(&[("drafts/wp1/text.md", &grown)]);
    says("12:00", &[&issue[..], &["1"]].concat());
    let take = ["take", "a.txt", "--from", "XNO", "--dry-run", "--on"];
    let mail = |at: &str, subject: &str| {
        let mail = format!(
            "Date: Thu, 17 Jul 2008 {at}:00 -0400\nSubject: {subject}\n\nParagraph 2: oppose.\n"
        );
        std::fs::write(room.path().join("a.txt"), mail).unwrap();
    };
    mail("10:30", "WP.1");
    let said = says("13:00", &[&take[..], &["wp1"]].concat());
    assert!(
        said.contains("2 (3 today): oppose  “States keep records.”"),
        "{said}"
    );
    assert!(said.contains("it came on 17 July, 10:30, before"), "{said}");
    // Whoever wrote since means today's, and what is named is taken for what is meant.
    let today = "2: oppose  “States number each lantern.”";
    let now = says("13:00", &[&take[..], &["wp1", "--against", "now"]].concat());
    assert!(now.contains(today) && !now.contains("before"), "{now}");
    mail("12:30", "Re: WP.1/Rev.1");
    let said = says("13:00", &[&take[..], &["wp1"]].concat());
    assert!(said.contains(today), "{said}");
    let said = says("13:00", &[&take[..], &["wp1@zero"]].concat());
    assert!(said.contains("2 (3 today): oppose"), "{said}");
    // What its subject names it answers, whenever it came.
    mail("12:30", "Comments on the zero draft of WP.1");
    let said = says("13:00", &[&take[..], &["wp1"]].concat());
    assert!(said.contains("2 (3 today): oppose"), "{said}");
    assert!(said.contains("its subject names A/SM/2008/WP.1"), "{said}");
    // Before the first of all nobody had numbers that are known: it is said which were taken.
    mail("08:30", "WP.1");
    let said = says("13:00", &[&take[..], &["wp1"]].concat());
    assert!(said.contains(today), "{said}");
    assert!(said.contains("its numbers are read as today's"), "{said}");
}

//! The fonts that the styles name, and what a program may take in their place where it has not got them.

use super::write_styles::Script;
use super::write_xml::Xml;

/// A font: other names that it goes by, and its kind by PANOSE, character set (hexadecimal), family and pitch.
struct Font {
    name: &'static str,
    also: Option<&'static str>,
    panose: &'static str,
    charset: &'static str,
    family: &'static str,
    pitch: &'static str,
}

const TIMES: Font = Font {
    name: "Times New Roman",
    also: None,
    panose: "02020603050405020304",
    charset: "00",
    family: "roman",
    pitch: "variable",
};

const COURIER: Font = Font {
    name: "Courier New",
    also: None,
    panose: "02070309020205020404",
    charset: "00",
    family: "modern",
    pitch: "fixed",
};

const SONG: Font = Font {
    name: "SimSun",
    also: Some("宋体"),
    panose: "02010600030101010101",
    charset: "86",
    family: "auto",
    pitch: "variable",
};

const MINCHO: Font = Font {
    name: "MS Mincho",
    also: Some("ＭＳ 明朝"),
    panose: "02020609040205080304",
    charset: "80",
    family: "modern",
    pitch: "fixed",
};

const BATANG: Font = Font {
    name: "Batang",
    also: Some("바탕"),
    panose: "02030600000101010101",
    charset: "81",
    family: "roman",
    pitch: "variable",
};

/// `word/fontTable.xml`
pub(super) fn fonts(script: Script) -> Vec<u8> {
    let far = [SONG, MINCHO, BATANG];
    let far = far
        .into_iter()
        .find(|font| font.name == script.east_asian());
    let mut xml = Xml::part();
    xml.raw("<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
    for font in [TIMES, COURIER].into_iter().chain(far) {
        xml.open("w:font", &[("w:name", font.name)]);
        if let Some(also) = font.also {
            xml.empty("w:altName", &[("w:val", also)]);
        }
        xml.empty("w:panose1", &[("w:val", font.panose)]);
        xml.empty("w:charset", &[("w:val", font.charset)]);
        xml.empty("w:family", &[("w:val", font.family)]);
        xml.empty("w:pitch", &[("w:val", font.pitch)]);
        xml.close("w:font");
    }
    xml.close("w:fonts");
    xml.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::write_styles::styles;
    use super::*;

    #[test]
    fn every_font_that_a_style_names_is_in_the_table() {
        for language in ["en", "ar", "zh", "ja", "ko"] {
            let script = Script::of(language);
            let told = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_default();
            let (table, styles) = (told(fonts(script)), told(styles(script)));
            let mut named = 0;
            for piece in styles.split("<w:rFonts ").skip(1) {
                let fonts = piece.split("/>").next().unwrap_or_default();
                for font in fonts.split('"').skip(1).step_by(2) {
                    named += 1;
                    assert!(
                        table.contains(&format!("w:name=\"{font}\"")),
                        "{language}: {font}"
                    );
                }
            }
            assert!(named > 4, "{language}: {named}");
        }
    }
}

//! The parts of a Word document that hardly depend on what it says.

use document::Look;

use crate::pack::escaped;

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

pub(super) const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="stili" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="impostazioni" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="testata" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="piede" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

pub(super) const CREST: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="stemma" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/stemma.png"/></Relationships>"#;

pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="it-IT"/></w:settings>"#;

pub(super) const CONTENTS_BEGIN: &str = r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TitoloIndice"/></w:pPr><w:r><w:t>Indice</w:t></w:r></w:p>"#;

pub(super) const CONTENTS_END: &str = "</w:sdtContent></w:sdt>";

pub(super) const TABLE: &str = r#"<w:tbl><w:tblPr><w:tblStyle w:val="Modulo"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>"#;

pub(super) const STYLES: &str = include_str!("styles.xml");

/// The list of the parts' types.
pub(super) fn types(look: &Look) -> String {
    let png = if look.crest.is_some() { r#"<Default Extension="png" ContentType="image/png"/>"# } else { "" };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{png}<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#
    )
}

/// Title, author and language.
pub(super) fn core(look: &Look) -> String {
    let (title, body) = (escaped(&look.title), escaped(&look.body));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{body}</dc:creator><dc:language>it-IT</dc:language></cp:coreProperties>"#
    )
}

/// The main part around its content.
pub(super) fn document(body: &str, section: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {NAMES}><w:body>{body}{section}</w:body></w:document>"#
    )
}

/// The properties of pages.
pub(super) fn section(landscape: bool) -> String {
    let size = if landscape {
        r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#
    } else {
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#
    };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="testata"/><w:footerReference w:type="default" r:id="piede"/>{size}<w:pgMar w:top="1134" w:right="851" w:bottom="1021" w:left="851" w:header="567" w:footer="510" w:gutter="0"/></w:sectPr>"#
    )
}

/// The head of each page.
pub(super) fn header(look: &Look) -> String {
    let text = [look.body.as_str(), look.title.as_str()].into_iter().filter(|part| !part.is_empty());
    let text = escaped(&text.collect::<Vec<_>>().join(" – "));
    let crest = look.crest.as_ref().map(|crest| picture(&crest.alt)).unwrap_or_default();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val="Testata"/></w:pPr>{crest}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:hdr>"#
    )
}

fn picture(alt: &str) -> String {
    let alt = escaped(alt);
    format!(
        r#"<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="288000" cy="360000"/><wp:docPr id="1" name="Stemma" descr="{alt}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Stemma" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="stemma"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="288000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>"#
    )
}

/// The foot of each page.
pub(super) fn footer(look: &Look) -> String {
    let printed = look.foot().map(|foot| format!("{foot} – ")).unwrap_or_default();
    let field = |name: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let (page, pages) = (field("PAGE"), field("NUMPAGES"));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val="Piede"/></w:pPr><w:r><w:t xml:space="preserve">{printed}Pagina </w:t></w:r>{page}<w:r><w:t xml:space="preserve"> di </w:t></w:r>{pages}</w:p></w:ftr>"#
    )
}

//! The parts of an OpenDocument text that hardly depend on what it says.

use document::Look;

use crate::pack::escaped;

pub(super) const TYPE: &str = "application/vnd.oasis.opendocument.text";

/// The namespaces of all parts.
pub(super) const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"";

/// What stands before an index, and before its lines.
pub(super) const CONTENTS_BEGIN: &str = r#"<text:table-of-content text:name="Indice" text:protected="true"><text:table-of-content-source text:outline-level="3"/><text:index-body><text:index-title text:name="Titolo dell'indice"><text:p text:style-name="TitoloIndice">Indice</text:p></text:index-title>"#;
pub(super) const CONTENTS_END: &str = "</text:index-body></text:table-of-content>";

/// The list of the parts.
pub(super) fn manifest(look: &Look) -> String {
    let crest = if look.crest.is_some() {
        r#"<manifest:file-entry manifest:full-path="Pictures/stemma.png" manifest:media-type="image/png"/>"#
    } else {
        ""
    };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>{crest}</manifest:manifest>"#
    )
}

/// Title, author and language.
pub(super) fn meta(look: &Look) -> String {
    let (title, body) = (escaped(&look.title), escaped(&look.body));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta {NAMES}><office:meta><dc:title>{title}</dc:title><dc:creator>{body}</dc:creator><dc:language>it-IT</dc:language></office:meta></office:document-meta>"#
    )
}

/// The content around its text.
pub(super) fn content(styles: &str, text: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {NAMES}><office:automatic-styles>{AUTOMATIC}{styles}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body></office:document-content>"#
    )
}

const AUTOMATIC: &str = r##"<style:style style:name="G" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Verticale" style:family="paragraph" style:parent-style-name="Stacco" style:master-page-name="Standard"/>
<style:style style:name="Orizzontale" style:family="paragraph" style:parent-style-name="Stacco" style:master-page-name="Orizzontale"/>
<style:style style:name="Modulo" style:family="table"><style:table-properties table:align="margins" table:border-model="collapsing"/></style:style>
<style:style style:name="Fila" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="Valore" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border="0.5pt solid #5c6f82"/></style:style>
<style:style style:name="Etichetta" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border="0.5pt solid #5c6f82" fo:background-color="#f0f4f8"/></style:style>
<style:style style:name="Intestazione" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border="0.5pt solid #5c6f82" fo:background-color="#dce6ef"/></style:style>
<style:style style:name="Totale" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border="0.5pt solid #5c6f82" fo:background-color="#f3f3f3"/></style:style>
<style:style style:name="Titolo" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border="0.5pt solid #5c6f82" fo:background-color="#c7d9e8"/></style:style>
"##;

/// The styles, and the pages with their heads and feet.
pub(super) fn styles(look: &Look) -> String {
    let text = [look.body.as_str(), look.title.as_str()].into_iter().filter(|part| !part.is_empty());
    let text = escaped(&text.collect::<Vec<_>>().join(" – "));
    let crest = look.crest.as_ref().map(|crest| picture(&crest.alt)).unwrap_or_default();
    let printed = look.foot().map(|foot| format!("{foot} – ")).unwrap_or_default();
    let page = |name: &str, layout: &str| {
        format!(
            r#"<style:master-page style:name="{name}" style:page-layout-name="{layout}"><style:header><text:p text:style-name="Testata">{crest}{text}</text:p></style:header><style:footer><text:p text:style-name="Piede">{printed}Pagina <text:page-number text:select-page="current">1</text:page-number> di <text:page-count>1</text:page-count></text:p></style:footer></style:master-page>"#
        )
    };
    let pages = page("Standard", "Pagina") + &page("Orizzontale", "PaginaOrizzontale");
    let (upright, lying) = (
        layout("Pagina", "21cm", "29.7cm", "portrait"),
        layout("PaginaOrizzontale", "29.7cm", "21cm", "landscape"),
    );
    let named = include_str!("styles.xml");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {NAMES}><office:styles>{named}</office:styles><office:automatic-styles>{upright}{lying}</office:automatic-styles><office:master-styles>{pages}</office:master-styles></office:document-styles>"#
    )
}

fn layout(name: &str, width: &str, height: &str, orientation: &str) -> String {
    format!(
        r#"<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}" style:print-orientation="{orientation}" fo:margin-top="1cm" fo:margin-bottom="0.9cm" fo:margin-left="1.5cm" fo:margin-right="1.5cm"/><style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.5cm" fo:margin-top="0.3cm"/></style:footer-style></style:page-layout>"#
    )
}

fn picture(alt: &str) -> String {
    let alt = escaped(alt);
    format!(
        r#"<draw:frame draw:name="Stemma" text:anchor-type="as-char" svg:width="0.8cm" svg:height="1cm"><draw:image xlink:href="Pictures/stemma.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:desc>{alt}</svg:desc></draw:frame> "#
    )
}

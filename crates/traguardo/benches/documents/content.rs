//! What everybody prints.

use std::path::{Path, PathBuf};
use std::time::Duration;

use document::{Block, Document, Look, Page};
use domain::Plan;
use method::Method;

/// Largest document read.
const LIMIT: usize = 1 << 27;

/// A plan with the document that is printed of it.
pub struct Content {
    pub name: String,
    pub plan: Plan,
    pub method: Method,
    pub document: Document,
    pub look: Look,
}

/// The plans at hand.
pub fn all() -> Vec<Content> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let real = of_folder(&root.join("../shared/documents"), &root.join("bodies"), &root);
    if !real.is_empty() {
        return real;
    }
    println!("SALTATO: i documenti veri non ci sono, si usano i campioni");
    let samples = root.join("samples");
    of_folder(&samples, &samples.join("methods"), &root)
}

fn of_folder(folder: &Path, methods: &Path, root: &Path) -> Vec<Content> {
    let base = |name: &str| std::fs::read_to_string(root.join("bodies").join(format!("{name}.toml"))).ok();
    let mut all = Vec::new();
    for path in files(folder, "txt") {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(methods.join(format!("{name}.toml"))) else { continue };
        let method = Method::parse_with(&text, &base).expect("the methods at hand are right");
        let bytes = std::fs::read(&path).expect("a listed file can be read");
        let document = document::text::read(&name, &bytes, LIMIT).expect("a document at hand is read");
        let plan = forms::read(&[document], &method).plan;
        all.push(Content::new(name, plan, method));
    }
    all
}

/// The files of a folder with an ending, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    paths.sort();
    paths
}

/// How many times as long something takes.
pub fn times(long: Duration, short: Duration) -> f64 {
    long.as_secs_f64() / short.as_secs_f64().max(1e-9)
}

impl Content {
    fn new(name: String, plan: Plan, method: Method) -> Self {
        let document = forms::print(&plan, &method);
        let look =
            Look { title: outline::plan_title(&plan), body: method.body.name.clone(), ..Look::default() };
        Self { name, plan, method, document, look }
    }

    /// The same content so many times over.
    pub fn repeated(&self, copies: usize) -> Self {
        let mut copy = Self::new(self.name.clone(), self.plan.clone(), self.method.clone());
        let once = std::mem::take(&mut copy.document.blocks);
        for _ in 0..copies {
            copy.document.blocks.push(Block::Page(Page::default()));
            copy.document.blocks.extend(once.iter().cloned());
        }
        copy
    }

    /// The plan with the objective in its middle alone.
    pub fn single(&self) -> Single<'_> {
        let middle = self.plan.objectives.get(self.plan.objectives.len() / 2);
        let wanted = |objective: &domain::plan::Objective| {
            middle.is_some_and(|middle| std::ptr::eq(middle, objective))
        };
        Single { of: self, plan: outline::excerpt(&self.plan, &wanted) }
    }

    /// The PDF.
    pub fn pdf(&self) -> Vec<u8> {
        typeset::pdf(&self.document, &self.look).expect("a document is printed")
    }

    /// Puts the document into a folder as ODT and HTML.
    pub fn store(&self, folder: &Path) {
        for (ending, bytes) in [
            ("odt", formats::odf::write(&self.document, &self.look)),
            ("html", formats::html::write(&self.document, &self.look)),
        ] {
            std::fs::write(folder.join(&self.name).with_extension(ending), bytes)
                .expect("the folder takes files");
        }
    }
}

/// One objective of a plan.
pub struct Single<'c> {
    of: &'c Content,
    plan: Plan,
}

impl Single<'_> {
    /// Its form, printed anew.
    pub fn printed(&self) -> Content {
        Content::new(self.of.name.clone(), self.plan.clone(), self.of.method.clone())
    }
}

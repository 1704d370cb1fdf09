//! From the TOML file to the typed method, collecting every fault.

use std::collections::BTreeMap;

use domain::entity::entity_named;
use regex::{Regex, RegexBuilder};
use scoring::told::in_italian;
use sha2::{Digest, Sha256};
use toml::Spanned;

use crate::error::Error;
use crate::file::{
    BlockFile, ColumnFile, ImpliesFile, ItemsFile, MethodFile, PairFile, RecordFile, SectionFile, Text,
};
use crate::model::{
    Block, BlockKind, BodyInfo, Column, Compose, Derive, Family, Group, Implied, Items, Level, LineBlock,
    ListBlock, Method, NoteBlock, ObjectiveKind, Pair, PairsBlock, Presence, Record, Repair, Section,
    TableBlock, TextBlock, ValueForm, WeightRule,
};
use crate::path::Path;
use crate::recognition::Recognition;
use crate::template::Template;

/// Name and version of the method file.
pub const SCHEMA: &str = "traguardo-metodo/1";

/// How many methods may stand on one another.
const DEEPEST: usize = 8;

/// Reads and checks a method file; `base` gives the text of the method it stands on.
pub fn method(text: &str, base: &dyn Fn(&str) -> Option<String>, depth: usize) -> Result<Method, Vec<Error>> {
    let file: MethodFile = toml::from_str(text).map_err(|fault| vec![toml_fault(text, &fault)])?;
    let mut check = Check { text, faults: Vec::new() };
    let mut method = check.method(&file);
    if let Some(name) = &file.base {
        match base(name.get_ref()).filter(|_| depth < DEEPEST) {
            Some(below) => match self::method(&below, base, depth + 1) {
                Ok(below) => {
                    method.fingerprint = fingerprint(&format!("{}{}", method.fingerprint, below.fingerprint));
                    method.stand_on(below);
                }
                Err(faults) => {
                    let first = faults.first().map(ToString::to_string).unwrap_or_default();
                    check.fault(name, format!("il metodo di base ha errori: {first}"));
                }
            },
            None => check.fault(name, "il metodo di base non si trova"),
        }
    }
    if check.faults.is_empty() { Ok(method) } else { Err(check.faults) }
}

fn fingerprint(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

/// The fault of the TOML reader, in Italian where its sentence is known.
pub(crate) fn toml_fault(text: &str, fault: &toml::de::Error) -> Error {
    let offset = fault.span().map_or(0, |span| span.start);
    let key = fault.span().and_then(|span| text.get(span)).unwrap_or("").lines().next().unwrap_or("");
    Error::at(text, offset, key, in_italian(fault.message()))
}

pub(crate) struct Check<'a> {
    pub(crate) text: &'a str,
    pub(crate) faults: Vec<Error>,
}

impl Check<'_> {
    pub(crate) fn fault(&mut self, at: &Text, message: impl Into<String>) {
        self.faults.push(Error::at(self.text, at.span().start, at.get_ref(), message));
    }

    pub(crate) fn keep<T>(&mut self, at: &Text, result: Result<T, String>) -> Option<T> {
        result.map_err(|message| self.fault(at, message)).ok()
    }

    fn template(&mut self, text: &Text) -> Option<Template> {
        self.keep(text, Template::parse(text.get_ref()))
    }

    fn templates(&mut self, texts: &[Text]) -> Vec<Template> {
        texts.iter().filter_map(|text| self.template(text)).collect()
    }

    fn path(&mut self, text: Option<&Text>) -> Option<Path> {
        let text = text?;
        self.keep(text, Path::parse(text.get_ref()))
    }

    fn regex(&mut self, text: Option<&Text>) -> Option<Regex> {
        let text = text?;
        let built = RegexBuilder::new(text.get_ref()).size_limit(1 << 18).build();
        self.keep(text, built.map_err(|_| "l'espressione regolare non è valida o è troppo grande".into()))
    }

    fn whole(&mut self, text: Option<&Text>) -> Option<Regex> {
        let text = text?;
        let anchored = Spanned::new(text.span(), format!("^(?:{})$", text.get_ref()));
        self.regex(Some(&anchored))
    }

    fn method(&mut self, file: &MethodFile) -> Method {
        if file.schema.get_ref() != SCHEMA {
            self.fault(&file.schema, format!("questa versione legge «{SCHEMA}»"));
        }
        let marks = || ["X", "x"].map(str::to_owned).to_vec();
        let blanks = || ["-", "–", "—"].map(str::to_owned).to_vec();
        Method {
            fingerprint: fingerprint(self.text),
            body: BodyInfo {
                name: file.body.name.clone(),
                kind: file.body.kind.clone(),
                istat: file.body.istat.clone(),
                ipa: file.body.ipa.clone(),
            },
            recognition: Recognition {
                body: file.body.name.clone(),
                marks: self.templates(&file.document.recognise),
            },
            year: file.document.year.or_else(|| file.document.years.first().copied()),
            years: file.document.years.clone(),
            levels: self.levels(file),
            kinds: self.kinds(file),
            weights: self.weights(file),
            families: file
                .family
                .iter()
                .map(|f| Family { name: f.name.clone(), titles: self.templates(&f.titles) })
                .collect(),
            monitoring: self.dates(&file.monitoring.dates),
            boilerplate: self.templates(&file.document.boilerplate),
            lines: self.templates(&file.document.lines),
            profile: self.profile(&file.profile),
            acts: self.acts(&file.act),
            smvp: self.smvp(&file.smvp),
            scoring: file.scoring.as_ref().map(|scoring| {
                let kinds: Vec<&str> = file.kind.iter().map(|kind| kind.code.as_str()).collect();
                self.scoring(scoring, &kinds)
            }),
            checks: self.check_rules(&file.check),
            repair: Repair {
                distance: file.repair.distance,
                position: file.repair.position,
                shift: file.repair.shift,
            },
            marks: file.document.marks.clone().unwrap_or_else(marks),
            blanks: file.document.blanks.clone().unwrap_or_else(blanks),
            sections: file.section.iter().map(|section| self.section(section)).collect(),
        }
    }

    fn levels(&mut self, file: &MethodFile) -> Vec<Level> {
        let names: Vec<&str> = file.level.iter().map(|level| level.name.as_str()).collect();
        let mut levels = Vec::new();
        for level in &file.level {
            if let Some(parent) = level.parent.as_ref().filter(|p| !names.contains(&p.get_ref().as_str())) {
                self.fault(parent, "non c'è un livello con questo nome");
            }
            levels.push(Level {
                name: level.name.clone(),
                term: level.term.clone(),
                code: self.whole(level.code.as_ref()),
                parent: level.parent.as_ref().map(|p| p.get_ref().clone()),
                register: self.templates(&level.register),
                compose: level.compose.as_ref().and_then(|compose| self.compose(compose)),
            });
        }
        levels
    }

    fn compose(&mut self, text: &Text) -> Option<Compose> {
        let parsed = Compose::parse(text.get_ref());
        self.keep(
            text,
            parsed
                .ok_or_else(|| "serve «{parent}» seguito da «{code}», per esempio «{parent}.{code}»".into()),
        )
    }

    fn kinds(&mut self, file: &MethodFile) -> Vec<ObjectiveKind> {
        let mut kinds = Vec::new();
        for kind in &file.kind {
            kinds.push(ObjectiveKind {
                code: kind.code.clone(),
                name: kind.name.clone(),
                variants: kind.variants.clone(),
                quota: kind.quota.as_ref().and_then(|quota| self.percent(quota)),
            });
        }
        kinds
    }

    fn weights(&mut self, file: &MethodFile) -> Vec<WeightRule> {
        let mut rules = Vec::new();
        for rule in &file.weight {
            if entity_named(rule.of.get_ref())
                .is_none_or(|e| e.field("weight").or(e.field("share")).is_none())
            {
                self.fault(&rule.of, "non è un'entità con un peso");
            }
            let total = rule.total.as_ref().and_then(|total| self.percent(total));
            rules.push(WeightRule {
                of: rule.of.get_ref().clone(),
                within: rule.within.get_ref().clone(),
                total: total.unwrap_or_else(|| "100".into()),
                outside: rule.outside.clone(),
            });
        }
        rules
    }

    fn percent(&mut self, text: &Text) -> Option<String> {
        let parsed = text.get_ref().parse::<domain::Weight>();
        self.keep(
            text,
            parsed.map(|w| w.to_string()).map_err(|()| "non è una percentuale (esempio: \"12.5\")".into()),
        )
    }

    fn dates(&mut self, texts: &[Text]) -> Vec<String> {
        let valid = |date: &str| {
            let Some((month, day)) = date.split_once('-') else { return false };
            matches!((month.parse::<u8>(), day.parse::<u8>()), (Ok(1..=12), Ok(1..=31)))
        };
        for text in texts {
            if !valid(text.get_ref()) {
                self.fault(text, "non è una data «MM-GG»");
            }
        }
        texts.iter().map(|text| text.get_ref().clone()).collect()
    }

    fn section(&mut self, file: &SectionFile) -> Section {
        Section {
            name: file.name.clone(),
            titles: self.templates(&file.title),
            blocks: file.block.iter().filter_map(|block| self.block(block)).collect(),
            record: file.record.as_ref().and_then(|record| self.record(record)),
        }
    }

    fn record(&mut self, file: &RecordFile) -> Option<Record> {
        let of =
            self.keep(&file.of, entity_named(file.of.get_ref()).ok_or_else(|| "non è un'entità".into()))?;
        let blocks: Vec<Block> = file.block.iter().filter_map(|block| self.block(block)).collect();
        if !blocks.iter().any(Block::starts_record) && self.faults.is_empty() {
            self.fault(&file.of, "nessun blocco ha «start = true»: non si sa dove comincia una scheda");
        }
        Some(Record { of, only_rows: file.only_rows, blocks })
    }

    fn block(&mut self, file: &BlockFile) -> Option<Block> {
        let kind = match file.kind.get_ref().as_str() {
            "line" => BlockKind::Line(self.line(file)),
            "pairs" => BlockKind::Pairs(PairsBlock {
                rows: file.rows.iter().map(|row| row.iter().map(|pair| self.pair(pair)).collect()).collect(),
            }),
            "table" => BlockKind::Table(self.table(file)),
            "text" => BlockKind::Text(TextBlock { to: self.needed(file)?, at_top: file.at_top }),
            "note" => BlockKind::Note(NoteBlock {
                starts: file.starts.iter().map(|start| start.get_ref().clone()).collect(),
                to: self.needed(file)?,
            }),
            "list" => BlockKind::List(self.list(file)?),
            "boilerplate" => BlockKind::Boilerplate(self.templates(&file.text)),
            _ => {
                let kinds = "line, pairs, table, list, text, note, boilerplate";
                self.fault(&file.kind, format!("non è un tipo di blocco; i tipi sono: {kinds}"));
                return None;
            }
        };
        Some(Block { start: file.start, kind })
    }

    fn needed(&mut self, file: &BlockFile) -> Option<Path> {
        if file.to.is_none() {
            self.fault(&file.kind, "a questo blocco manca la chiave «to»");
        }
        self.path(file.to.as_ref())
    }

    fn line(&mut self, file: &BlockFile) -> LineBlock {
        if file.text.is_empty() {
            self.fault(&file.kind, "a questo blocco manca la chiave «text»");
        }
        let texts = self.templates(&file.text);
        let to = self.capture_paths(&file.text, &texts);
        LineBlock { texts, to, lines: file.lines.unwrap_or(1).clamp(1, 4) }
    }

    fn list(&mut self, file: &BlockFile) -> Option<ListBlock> {
        if file.text.is_empty() {
            self.fault(&file.kind, "a questo blocco manca la chiave «text»");
        }
        let texts = self.templates(&file.text);
        let to = self.capture_paths(&file.text, &texts);
        for (text, template) in file.text.iter().zip(&texts).filter(|_| file.title.is_empty()) {
            if !template.has_beginning() {
                let message = "senza «title», una voce deve cominciare con parole o con una cattura che ha un'espressione";
                self.fault(text, message);
            }
        }
        if file.start {
            self.fault(&file.kind, "un elenco non comincia una scheda: «start» sta nel blocco sopra");
        }
        if to.is_empty() {
            self.fault(&file.kind, "le voci di un elenco vogliono almeno una cattura");
        }
        let (first, _) = to.first()?;
        let several = to.iter().find(|(_, path)| path.entity.name != to[0].1.entity.name);
        if let (Some((other, _)), Some(text)) = (several, file.text.first()) {
            self.fault(
                text,
                format!("le voci di un elenco sono di una sola entità: «{first}», ma anche «{other}»"),
            );
        }
        let items = Items { separators: Vec::new(), texts, to, pattern: None };
        Some(ListBlock { titles: self.templates(&file.title), items, ends: file.ends.clone() })
    }

    /// The captures of templates as paths; `year` and `n` are no paths but context.
    fn capture_paths(&mut self, at: &[Text], templates: &[Template]) -> Vec<(String, Path)> {
        let mut out: Vec<(String, Path)> = Vec::new();
        for (text, template) in at.iter().zip(templates) {
            for name in template.captures() {
                if matches!(name, "year" | "n" | "_") || out.iter().any(|(known, _)| known == name) {
                    continue;
                }
                if let Some(path) = self.keep(text, Path::parse(name)) {
                    out.push((name.to_owned(), path));
                }
            }
        }
        out
    }

    fn pair(&mut self, file: &PairFile) -> Pair {
        if let Some(place) = file.place.as_ref().filter(|p| !matches!(p.get_ref().as_str(), "cell" | "right"))
        {
            self.fault(place, "può valere «cell» (nella cella dell'etichetta) o «right» (a destra)");
        }
        Pair {
            labels: self.templates(&file.labels),
            to: self.path(file.to.as_ref()),
            form: self.form(file.value.as_ref(), file.pattern.as_ref()),
            start: file.start,
            append: file.append,
            in_cell: file.place.as_ref().is_some_and(|place| place.get_ref() == "cell"),
            unlabelled: file.unlabelled,
            keys: self.templates(&file.keys),
            items: file.items.as_ref().map(|items| self.items(items)),
            derive: self.derive(&file.derive),
        }
    }

    fn form(&mut self, value: Option<&Text>, pattern: Option<&Text>) -> ValueForm {
        let mut form = ValueForm { pattern: self.whole(pattern), ..ValueForm::default() };
        if let Some(value) = value {
            match value.get_ref().as_str() {
                "mark" => form.mark = true,
                notation @ ("percent" | "thousandths" | "fraction" | "number") => {
                    form.notation = Some(notation.to_owned());
                }
                _ => self.fault(value, "può valere: mark, percent, thousandths, fraction, number"),
            }
        }
        form
    }

    fn items(&mut self, file: &ItemsFile) -> Items {
        let texts = self.templates(&file.text);
        Items {
            separators: file.separators.clone(),
            to: self.capture_paths(&file.text, &texts),
            texts,
            pattern: self.regex(file.pattern.as_ref()),
        }
    }

    fn derive(&mut self, texts: &[Text]) -> Derive {
        let templates = self.templates(texts);
        Derive { to: self.capture_paths(texts, &templates), texts: templates }
    }

    fn table(&mut self, file: &BlockFile) -> TableBlock {
        if file.columns.is_empty() {
            self.fault(&file.kind, "una tabella vuole la chiave «columns»");
        }
        if let Some(repeat) = file.repeat.as_ref().filter(|r| r.get_ref() != "years") {
            self.fault(repeat, "può valere solo «years»");
        }
        if let Some(every) = file.every.as_ref().filter(|e| e.get_ref() != "years") {
            self.fault(every, "può valere solo «years»");
        }
        TableBlock {
            titles: self.templates(&file.title),
            subtitles: self.templates(&file.subtitle),
            captions: self.templates(&file.captions),
            columns: file.columns.iter().map(|column| self.column(column)).collect(),
            each_year: file.repeat.is_some(),
            second: self.templates(&file.second),
            totals: self.templates(&file.totals),
            min_rows: file.min_rows.unwrap_or(0).min(1000),
            sideways: file.sideways,
            numbered: file.numbered || file.every.is_some(),
            headless: file.headless,
            every_year: file.every.is_some(),
        }
    }

    fn column(&mut self, file: &ColumnFile) -> Column {
        Column {
            labels: self.templates(&file.labels),
            to: self.path(file.to.as_ref()),
            second: self.path(file.second.as_ref()),
            form: self.form(file.value.as_ref(), file.pattern.as_ref()),
            fixed: self.templates(&file.fixed),
            second_fixed: self.templates(&file.second_fixed),
            join: self.path(file.join.as_ref()),
            repeats: self.path(file.repeats.as_ref()),
            presence: self.presence(file.presence.as_ref()),
            none: self.path(file.none.as_ref()),
            key: file.key,
            above: file.above,
            group: self.group(file),
            items: file.items.as_ref().map(|items| self.items(items)),
            derive: self.derive(&file.derive),
            set: self.constants(&file.set),
            implies: file.implies.iter().filter_map(|implies| self.implied(implies)).collect(),
        }
    }

    fn presence(&mut self, text: Option<&Text>) -> Presence {
        match text.map(|text| (text, text.get_ref().as_str())) {
            None => Presence::Free,
            Some((_, "required")) => Presence::Required,
            Some((_, "stray")) => Presence::Stray,
            Some((text, _)) => {
                self.fault(text, "può valere: required, stray");
                Presence::Free
            }
        }
    }

    fn implied(&mut self, file: &ImpliesFile) -> Option<Implied> {
        Some(Implied { pattern: self.whole(Some(&file.pattern))?, set: self.constants(&file.set) })
    }

    /// Texts set by the form, in the order of their fields.
    fn constants(&mut self, set: &BTreeMap<Text, String>) -> Vec<(Path, String)> {
        set.iter().filter_map(|(path, text)| Some((self.path(Some(path))?, text.clone()))).collect()
    }

    fn group(&mut self, file: &ColumnFile) -> Option<Group> {
        let group = file.group.as_ref()?;
        let times = file.times.unwrap_or(1).clamp(1, 100);
        match group.get_ref().as_str() {
            "months" => Some(Group::Months),
            "years" => Some(Group::Years),
            "each" => Some(Group::Each(times)),
            "set" => Some(Group::Set { columns: file.columns.unwrap_or(2).clamp(1, 10), times }),
            _ => {
                self.fault(group, "può valere: months, years, each, set");
                None
            }
        }
    }
}

//! What is told of sheets that cannot be: each line of the snapshot is a sheet and its fault.

use std::fmt::Write;

use scoring::sheet::Sheet;

const SHEETS: &[&str] = &[
    "title = \n",
    "title = \"a\"\nfoo = 1\n",
    "\n\n[[person]]\nid = \"a\"\nscore = \"ottanta\"\n",
    "[[person]]\nid = \"a\"\nscore = \"1/0\"\n",
    "[[indicator]]\nfunction = \"F99\"\nvalue = 1\n",
    "[[indicator]]\nid = \"i\"\nvalue = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F1\"\nvalue = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F2\"\ntarget = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F6\"\ntarget = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F7\"\nof = \"F1\"\ntarget = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F8\"\npoints = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F8\"\ndue = 2026-06-30\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F8\"\ndue = 2026-06-30\npoints = 1\ntolerance = 1.5\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F9\"\ndue = 2026-06-30\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F12\"\nfrom = 1\nto = 2\nlowest = 0\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F13\"\nlowest = 1\nhighest = 5\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F14\"\ntarget = 1\ntolerance = 0\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"graduazione\"\n",
    "[[indicator]]\nid = \"i\"\nrule = \"come si può\"\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F1\"\ntarget = 1\nvalues = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F1\"\ntarget = 1\nvalue = true\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F11\"\nyes = 1\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F1\"\ntarget = 1\nvalue = 1\ncounted = 2\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F11\"\nyes = true\nnever = true\n",
    "[[indicator]]\nid = \"i\"\nscore = 1\nstate = \"sospeso\"\n",
    "[[objective]]\nid = \"o\"\nstate = \"chiuso\"\n",
    "[[objective]]\nid = \"o\"\n[[objective]]\nid = \"o\"\n",
    "[[objective]]\nid = \"o\"\nindicators = [{ id = \"o\", score = 1 }]\n",
    "[[objective]]\nid = \"o\"\nmean = { minimo = 50 }\n",
    "[[evaluation.band]]\nname = \"alta\"\nfrom = 50\n",
    "[[evaluation.band]]\nname = \"bassa\"\nfrom = 0\n[[evaluation.band]]\nname = \"alta\"\nfrom = 100.01\n",
    "[[evaluation.band]]\nname = \"a\"\nfrom = 0\n[[evaluation.band]]\nname = \"b\"\nfrom = 60\n[[evaluation.band]]\nname = \"c\"\nfrom = 60\n",
    "[[pay]]\nid = \"p\"\nmost = 1\ncut = [{ kind = \"altra\", share = 1 }]\n",
    "[[pay]]\nid = \"p\"\nmost = 1\ncut = [{ kind = \"riduzione\", share = 1 }]\n",
    "[[pay]]\nid = \"p\"\nmost = 1\ncut = [{ kind = \"riduzione\", share = 130, threshold = 0 }]\n",
    "[[pay]]\nid = \"p\"\nmost = 1\ncut = [{ kind = \"per-ritardo\", share = 3, threshold = 0 }]\n",
    "[[pay]]\nmost = 1\n",
    "[[invoice]]\namount = 1\ndue = \"ieri\"\n",
    "[[person]]\nid = \"p\"\ndeducted = -1\n",
    "measured_on = 2026\n",
];

/// Sheets that are as near to a fault as they may be.
const RIGHT: &[&str] = &[
    "",
    "[[indicator]]\nid = \"i\"\nfunction = \"F8\"\ndue = 2026-06-30\npoints = 1\ntolerance = 2\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F11\"\nyes = true\nnever = false\n",
    "[[indicator]]\nid = \"i\"\nfunction = \"F1\"\ntarget = 1\nnumerator = 1\n",
    "[[evaluation.band]]\nname = \"bassa\"\nfrom = 0\n[[evaluation.band]]\nname = \"alta\"\nfrom = 100\n",
];

#[test]
fn every_fault_is_told() {
    let mut told = String::new();
    for sheet in SHEETS {
        let fault =
            Sheet::parse(sheet).err().map_or_else(|| "nessuna colpa".to_owned(), |fault| fault.to_string());
        writeln!(told, "{}\n  {}", sheet.trim_end().replace('\n', " | "), fault.replace('\n', " ")).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_no_fault_is_read() {
    for sheet in RIGHT {
        assert_eq!(Sheet::parse(sheet).err().map(|fault| fault.to_string()), None, "{sheet}");
    }
}

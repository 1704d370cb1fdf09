//! Builds again when a file is added to the folders that are embedded in the binary.

fn main() {
    println!("cargo::rerun-if-changed=../../bodies");
    println!("cargo::rerun-if-changed=../../samples");
}

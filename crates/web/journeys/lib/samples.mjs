// The made-up documents.

import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../samples", import.meta.url));

/// The path of a sample.
export const sample = (name) => path.join(folder, name);

// The folder of built files: hashed names, and the manifest that maps logical names to them.
import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export class Output {
  #root;
  #files = new Map();

  constructor(root) { this.#root = root; }

  /** Writes `content` as `name` with its hash before the extension; returns the hashed name. */
  async add(name, content) {
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
    const extension = extname(name);
    const file = `${name.slice(0, -extension.length)}-${hash}${extension}`;
    const target = new URL(file, this.#root);
    await mkdir(new URL(".", target), { recursive: true });
    await writeFile(target, content);
    this.#files.set(name, [file, Buffer.byteLength(content)]);
    return file;
  }

  fileOf(name) {
    if (!this.#files.has(name)) throw new Error(`${name} has not been built yet`);
    return this.#files.get(name)[0];
  }

  async writeManifest() {
    const manifest = Object.fromEntries([...this.#files].sort().map(([name, [file]]) => [name, file]));
    await writeFile(new URL("manifest.json", this.#root), `${JSON.stringify(manifest, null, 2)}\n`);
  }

  /** Removes what earlier builds left, last of all: a server that runs meanwhile never misses a file. */
  async prune() {
    const kept = new Set([".gitkeep", "manifest.json", ...[...this.#files.values()].map(([file]) => file)]);
    for (const entry of await readdir(this.#root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (entry.isFile() && !kept.has(relative(fileURLToPath(this.#root), path))) await rm(path);
    }
  }

  listing() { return [...this.#files].map(([name, [file, bytes]]) => [name, file, bytes]); }
}

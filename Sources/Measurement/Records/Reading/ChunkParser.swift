/// What makes something of pieces of a file, one after the other.
///
/// What it makes of a piece depends on the piece alone, whatever it remembers of those before.
protocol ChunkFolder: Sendable {
    /// What it makes of a piece.
    associatedtype Folded: Sendable
    mutating func fold(_ chunk: LineChunk) -> Folded
}

/// Parses pieces of a file; one of several that work beside each other.
///
/// An actor, so that what it remembers of addresses and user agents stays with it.
actor ChunkParser<Folder: ChunkFolder> {
    private var folder: Folder

    /// A parser for one file.
    init(_ folder: Folder) { self.folder = folder }

    /// Parses a piece.
    func parse(_ chunk: LineChunk) -> Folder.Folded { folder.fold(chunk) }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Parses pieces of a file into observations; one of several that work beside each other.
///
/// An actor, so that what it remembers of addresses and user agents stays with it. What it makes of a piece depends on
/// the piece alone.
actor ChunkParser {
    private var state: LineFolder?

    /// A parser for one file.
    init(_ state: sending LineFolder) { self.state = state }

    /// Parses a piece.
    func parse(_ chunk: LineChunk) -> ParsedChunk {
        // Taken out for the time being: a property of an actor costs a check with each access.
        guard var folder = state.take() else { return ParsedChunk() }
        defer { state = folder }
        return folder.fold(chunk)
    }
}

/// A piece of a file: whole lines, as they are read.
struct LineChunk: Sendable {
    /// Whole lines, each with its newline.
    var bytes: [UInt8]
    /// Whether the first line is the file's header.
    var beginsWithHeader = false
    /// How many bytes of the file are used up with it, decompressed.
    var end = 0
    /// Whether the file may go on in the midst of the last line, and what comes of that line is not to be read.
    var endsInLine = false
}

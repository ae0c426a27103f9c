/// A piece of a file: whole lines, as they are read.
struct LineChunk: Sendable {
    /// Whole lines, each with its newline.
    var bytes: [UInt8]
    /// Whether the first line is the file's header.
    var beginsWithHeader = false
}

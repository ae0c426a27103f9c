/// How far measurements were read: a place to read on from, in the same files or what became of them.
///
/// It can be kept: a run that is resumed at it gives what the run before would have given.
public struct ReadingPosition: Hashable, Sendable, Codable {
    /// The place of the input among the inputs, from 0.
    public var input: Int
    /// Its path; `-` for standard input.
    public var path: String
    /// How many bytes of the file are used up, decompressed.
    public var offset: Int
    /// How many lines of it are.
    public var line: Int
    /// By what the file is told from another one of the same name.
    public var fingerprint: FileFingerprint
    /// Whether the bytes up to the next newline belong to a line that counts already.
    var endsInLine = false
    /// How its lines are written.
    var form: FileForm?
}

extension ReadingPosition: CustomStringConvertible {
    /// File, line and byte.
    public var description: String { "\(path), line \(line), byte \(offset)" }
}

/// What was made of a piece of a file: observations in the order of its lines, with numbers of the piece's own.
struct ParsedChunk: Sendable {
    /// Something about a line that is no observation.
    struct Event: Sendable {
        /// How many observations of the piece come before it.
        let position: Int32
        /// The line, counted from 0 in the piece.
        let line: Int32
        /// Where it begins in the piece.
        let start: Int32
        /// Why it was rejected; nil for one that was passed over on purpose.
        let reason: RejectReason?
    }

    /// The piece itself, for the text of rejected lines.
    var bytes = [UInt8]()

    /// The pattern of each observation.
    var patterns = [Int32]()
    /// The time of each, in microseconds since 1970; empty where lines have none.
    var times = [Int64]()
    /// The client of each, or -1.
    var clients = [Int32]()
    /// The weight of each; empty where all are 1.
    var weights = [Double]()
    /// Whether each was the user's own mistake; empty where none was.
    var mistakes = [Bool]()
    /// The line of each and where it begins; empty where nobody will ask.
    var lines = [(number: Int32, start: Int32)]()
    var events = [Event]()
    var lineCount = 0

    var patternTable = PatternInterner()
    /// The names of faults, by the source's kind as tag.
    var faults = ByteInterner()
    /// The names of clients.
    var clientNames = ByteInterner()
    /// A bit for each field that held a value on some line.
    var seenFields: UInt64 = 0
    /// How often it could not be found out what is known of an address.
    var failedLookups = 0

    /// The first bytes of the line that begins there.
    func text(from start: Int32) -> [UInt8] {
        let rest = bytes[Int(start)...].prefix(RejectedLine.textLimit)
        return Array(rest.prefix { $0 != 0x0a && $0 != 0x0d })
    }
}

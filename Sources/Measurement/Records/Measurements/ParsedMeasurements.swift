/// What was made of a piece of a file of measurements, with numbers of the piece's own.
struct ParsedMeasurements: Sendable {
    /// A line that was not counted.
    struct Reject: Sendable {
        /// The line, counted from 0 in the piece.
        let line: Int32
        /// Where it begins in the piece.
        let start: Int32
        let reason: RejectReason
    }

    /// The piece itself, where lines of it were rejected.
    var bytes = [UInt8]()
    var times = [Int64]()
    var users = [UInt64]()
    var values = [Float]()
    /// For each measurement its attributes, one behind the other: 1 + the number in `names`, or 0.
    var codes = [UInt32]()
    /// The values of attributes, by the attribute's place as tag.
    var names = ByteInterner()
    var rejects = [Reject]()
    var lineCount = 0
    var failedLookups = 0
    /// As in ``LineChunk``.
    var end = 0
    var endsInLine = false

    /// The first bytes of the line that begins there.
    func text(from start: Int32) -> [UInt8] {
        let rest = bytes[Int(start)...].prefix(RejectedLine.textLimit)
        return Array(rest.prefix { $0 != 0x0a && $0 != 0x0d })
    }
}

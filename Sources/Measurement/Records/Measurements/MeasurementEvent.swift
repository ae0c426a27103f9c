/// What a reader of measurements hands over.
public enum MeasurementEvent: Sendable {
    /// The next measurements, none perhaps, where all lines were rejected.
    case columns(MeasurementColumns)
    /// Nothing comes for now; a turn for whoever has something to do as time passes.
    case idle
    /// Something to be told that does not stop the reading.
    case warning(ReadingWarning)
}

/// What does not go on as it was when a reading is resumed.
public enum ReadingWarning: Hashable, Sendable {
    /// The input that was read last is not among the inputs; all are read from their beginning.
    case inputGone(ReadingPosition)
    /// The file has been replaced, and the one that was read before is nowhere near; the new one is read from its beginning.
    case fileReplaced(ReadingPosition)
    /// Standard input or a pipe gives something else than before; it is read from its beginning.
    case otherStream(ReadingPosition)
    /// The file has been replaced; the rest of the old one is read first, from where it is now.
    case fileRotated(ReadingPosition, to: String)
    /// The file ends before the place that was reached; what comes behind its end is read, if anything comes.
    case fileCut(ReadingPosition)
}

extension ReadingWarning: CustomStringConvertible {
    /// What happened and what is done about it.
    public var description: String {
        switch self {
        case .inputGone(let position):
            "\(position.path), which was read last, is not among the files: all are read from their "
                + "beginning"
        case .fileReplaced(let position):
            "\(position.path) is another file than the one that was read up to line \(position.line): it "
                + "is read from its beginning; what the old one held behind that line is lost"
        case .otherStream(let position):
            "\(position.path == "-" ? "standard input" : position.path) does not begin as before: it is "
                + "read from its beginning"
        case .fileRotated(let position, let path):
            "\(position.path) was rotated: the rest of \(path) is read first"
        case .fileCut(let position):
            "\(position.path) ends before line \(position.line), up to which it was read"
        }
    }
}

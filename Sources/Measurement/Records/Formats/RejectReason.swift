/// Why a line was not counted.
public enum RejectReason: String, Sendable, CaseIterable {
    /// It has more bytes than a line may have.
    case tooLong = "too-long"
    /// It holds a NUL, which no text does.
    case binary
    /// The file broke off in it.
    case cutOff = "cut-off"
    /// It does not have the parts of its format in their order.
    case form
    /// A quotation mark opens and none closes.
    case quote
    /// It is no JSON object.
    case json
    /// It has more or fewer values than the header has names.
    case columns
    /// Its time is missing or cannot be read.
    case time
    /// Its time is outside of what is plausible.
    case timeRange = "time-range"
    /// Its window of time was closed before it came.
    case late
    /// Its outcome is missing, or one that the mapping does not know.
    case outcome
    /// Its end user is missing.
    case user
    /// What was measured is missing or no finite number.
    case value
    /// A strength or a weight is no number that may stand there.
    case strength
    /// It names more faults than a line may name.
    case tooManyFaults = "too-many-faults"
}

extension RejectReason: CustomStringConvertible {
    /// What is wrong with the line.
    public var description: String {
        switch self {
        case .tooLong: "the line is longer than the limit"
        case .binary: "the line holds a NUL byte: it is no text"
        case .cutOff: "the file breaks off in the line"
        case .form: "the line does not have the parts of its format"
        case .quote: "a quotation mark is not closed"
        case .json: "the line is no JSON object"
        case .columns: "the line has more or fewer values than the header has names"
        case .time: "the time is missing or cannot be read"
        case .timeRange: "the time is outside of what is plausible"
        case .late: "the line came after its window of time was closed"
        case .outcome: "the outcome is missing or not known"
        case .user: "the end user is missing"
        case .value: "what was measured is missing or no finite number"
        case .strength: "a strength is not above 0 and at most 1, or a weight not above 0"
        case .tooManyFaults: "the line names more faults than a line may"
        }
    }
}

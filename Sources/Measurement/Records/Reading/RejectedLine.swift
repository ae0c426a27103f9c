/// A line that was not counted, as it is kept for inspection.
public struct RejectedLine: Hashable, Sendable {
    /// The file, as errors call it.
    public var file: String
    /// Its number in the file, from 1.
    public var line: Int
    /// Why it was not counted.
    public var reason: RejectReason
    /// The first bytes of it, at most ``textLimit``.
    public var text: [UInt8]

    /// How many bytes of a line are kept.
    public static let textLimit = 400
}

extension RejectedLine: CustomStringConvertible {
    /// One line: file, line, reason and text between tabs, bytes that are no printable text as `\xHH`.
    public var description: String {
        let text = FaultName.printable(ArraySlice(text))
        return "\(file)\t\(line)\t\(reason.rawValue)\t" + String(decoding: text, as: UTF8.self)
    }
}

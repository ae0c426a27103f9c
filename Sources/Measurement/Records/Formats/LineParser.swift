/// Where the fields of a line go while it is parsed; an empty slice is a field that is not there.
typealias FieldSlices = UnsafeMutableBufferPointer<ByteSlice>

/// Finds the fields of a line, in whichever format.
enum LineParser: Sendable {
    case combined(hasHost: Bool)
    case delimited(DelimitedLine)
    case json(JSONLine)
    /// Lines that are read without fields.
    case observations

    /// Finds the fields; `scratch` has room for as many bytes as the line.
    ///
    /// - Returns: why it is no such line; nil when it is.
    @inline(__always)
    func parse(
        _ line: ByteSlice, into fields: FieldSlices, scratch: UnsafeMutablePointer<UInt8>
    ) -> RejectReason? {
        switch self {
        case .combined(let hasHost):
            CombinedLine.parse(line, hasHost: hasHost, into: fields)
        case .delimited(let delimited):
            delimited.parse(line, into: fields, scratch: scratch)
        case .json(let json):
            json.parse(line, into: fields, scratch: scratch)
        case .observations:
            nil
        }
    }
}

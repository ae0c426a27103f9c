extension ASPath {
    /// The number that stands for a system whose own does not fit into 2 bytes (AS_TRANS, RFC 6793).
    static let transition: UInt32 = 23_456

    /// The path that an old speaker passed on, with the true numbers from AS4_PATH (RFC 6793, section 4.2.3).
    ///
    /// As many systems are kept from the front as this path is longer; then the other follows. One that is longer
    /// than this is ignored. A set counts as one system, confederations as none (RFC 5065, section 5.3).
    func merged(with wide: ASPath) -> ASPath {
        let surplus = lengthForChoice - wide.lengthForChoice
        guard !wide.isEmpty, surplus >= 0 else { return self }
        var result = ASPath()
        var left = surplus
        for segment in segments {
            switch segment.kind {
            case .confederationSequence, .confederationSet:
                // They stand in front, and are not in AS4_PATH (RFC 6793, section 3).
                if left > 0 || result.isEmptyButForConfederations {
                    result.append(segment.kind, segment.systems)
                }
            case .set:
                if left > 0 { result.append(.set, segment.systems) }
                left -= 1
            case .sequence:
                if left > 0 { result.append(.sequence, segment.systems.prefix(left)) }
                left -= segment.systems.count
            }
        }
        for segment in wide.segments { result.append(segment.kind, segment.systems) }
        return result
    }

    private var isEmptyButForConfederations: Bool { lengthForChoice == 0 }

    /// The length by which routes are compared (RFC 4271, section 9.1.2.2; RFC 5065, section 5.3).
    private var lengthForChoice: Int {
        var length = 0
        Self.forEachSegment(of: words[...]) { kind, systems in
            switch kind {
            case .sequence: length += systems.count
            case .set: length += 1
            case .confederationSequence, .confederationSet: break
            }
        }
        return length
    }
}

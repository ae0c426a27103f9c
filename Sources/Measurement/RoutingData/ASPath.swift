/// The autonomous systems that an announcement has passed, nearest first (AS_PATH; RFC 4271, section 4.3).
public struct ASPath: Hashable, Sendable {
    /// What a segment of a path is (RFC 4271, section 4.3; RFC 5065, section 3).
    ///
    /// The raw value is that of the attribute.
    public enum SegmentKind: UInt8, Hashable, Sendable {
        /// Systems in no order, of routes that were aggregated.
        case set = 1
        /// Systems in the order in which they were passed.
        case sequence = 2
        /// Systems of one confederation in their order.
        case confederationSequence = 3
        /// Systems of one confederation in no order.
        case confederationSet = 4
    }

    /// Systems that stand together in a path.
    public struct Segment: Hashable, Sendable {
        /// What they are.
        public var kind: SegmentKind
        /// Their numbers, in the order of the attribute.
        public var systems: [UInt32]

        /// A segment of these systems.
        public init(_ kind: SegmentKind, _ systems: [UInt32]) {
            self.kind = kind
            self.systems = systems
        }
    }

    /// For each segment a word with its kind in the high 8 bits and its length in the others, then its systems.
    ///
    /// One array, so that a path is one piece of memory, which a reader can use again for the next.
    private(set) var words: [UInt32]

    /// The path of these segments.
    public init(_ segments: [Segment] = []) {
        words = []
        for segment in segments { append(segment.kind, segment.systems) }
    }

    init(words: [UInt32]) { self.words = words }

    /// Whether it passes no system: the route begins with the peer that told of it.
    public var isEmpty: Bool { words.isEmpty }

    /// The segments, nearest first.
    public var segments: [Segment] {
        var segments = [Segment]()
        Self.forEachSegment(of: words[...]) { segments.append(Segment($0, Array($1))) }
        return segments
    }

    /// Adds a segment at the far end; an empty one adds nothing.
    mutating func append(_ kind: SegmentKind, _ systems: some Collection<UInt32>) {
        guard !systems.isEmpty else { return }
        words.append(UInt32(kind.rawValue) << 24 | UInt32(systems.count))
        words.append(contentsOf: systems)
    }

    /// Adds the head of a segment, whose systems are then added one by one.
    mutating func begin(_ kind: SegmentKind, count: Int) {
        words.append(UInt32(kind.rawValue) << 24 | UInt32(count))
    }

    mutating func append(_ system: UInt32) { words.append(system) }

    /// The path becomes empty and keeps its memory.
    mutating func removeAll() { words.removeAll(keepingCapacity: true) }

    /// Calls with each segment of a path that is written as `words`.
    static func forEachSegment(
        of words: ArraySlice<UInt32>, _ body: (SegmentKind, ArraySlice<UInt32>) -> Void
    ) {
        var place = words.startIndex
        while place < words.endIndex {
            let count = Int(words[place] & 0xff_ffff)
            let end = min(place + 1 + count, words.endIndex)
            if let kind = SegmentKind(rawValue: UInt8(words[place] >> 24)) {
                body(kind, words[place + 1..<end])
            }
            place = end
        }
    }
}

extension ASPath: CustomStringConvertible {
    /// The numbers separated by spaces; sets as `{1,2}`, within a confederation `(1 2)` and `[1,2]`.
    public var description: String {
        segments.map { segment in
            let numbers = segment.systems.map { String($0) }
            return switch segment.kind {
            case .sequence: numbers.joined(separator: " ")
            case .set: "{" + numbers.joined(separator: ",") + "}"
            case .confederationSequence: "(" + numbers.joined(separator: " ") + ")"
            case .confederationSet: "[" + numbers.joined(separator: ",") + "]"
            }
        }.joined(separator: " ")
    }
}

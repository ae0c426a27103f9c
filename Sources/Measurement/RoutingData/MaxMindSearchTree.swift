import CMaxMindDB

/// The search tree of a MaxMind database: nodes of two records, left for a bit 0 and right for a 1.
///
/// The library trusts it in part: a record that leads into the 16 zeros behind the tree, or back to the root, is
/// followed.
struct MaxMindSearchTree {
    private let bytes: UnsafeRawBufferPointer
    private let nodeCount: Int
    private let recordSize: Int
    private let dataSize: Int

    /// The tree of a database, valid as long as that is open.
    init(_ database: MMDB_s) {
        bytes = UnsafeRawBufferPointer(
            start: database.file_content, count: Int(database.file_size))
        nodeCount = Int(database.metadata.node_count)
        recordSize = Int(database.metadata.record_size)
        let end =
            database.file_content.flatMap { start in
                database.metadata_section.map { start.distance(to: $0) }
            } ?? 0
        // The section begins behind its mark of 14 bytes.
        dataSize = end - 14 - (nodeCount * recordSize / 4 + 16)
    }

    /// What is wrong; nil if every record leads to a node other than the root, to nothing, or to data.
    var flaw: String? {
        guard nodeCount > 0, [24, 28, 32].contains(recordSize), dataSize >= 0 else {
            return "its search tree does not fit into the file"
        }
        let width = recordSize / 4
        for node in 0..<nodeCount {
            let (left, right) = records(at: node * width)
            guard isSound(left), isSound(right) else {
                return "node \(node) of its search tree leads nowhere"
            }
        }
        return nil
    }

    @inline(__always)
    private func isSound(_ record: Int) -> Bool {
        record <= nodeCount
            ? record > 0 : record >= nodeCount + 16 && record < nodeCount + 16 + dataSize
    }

    /// The two records of the node at a byte.
    @inline(__always)
    private func records(at place: Int) -> (left: Int, right: Int) {
        func number(_ place: Int, _ count: Int) -> Int {
            var number = 0
            for offset in 0..<count { number = number << 8 | Int(bytes[place + offset]) }
            return number
        }
        switch recordSize {
        case 24: return (number(place, 3), number(place + 3, 3))
        case 28:
            // The high 4 bits of both share the byte in the middle.
            let middle = Int(bytes[place + 3])
            return (
                (middle & 0xf0) << 20 | number(place, 3),
                (middle & 0xf) << 24 | number(place + 4, 3)
            )
        default: return (number(place, 4), number(place + 4, 4))
        }
    }
}

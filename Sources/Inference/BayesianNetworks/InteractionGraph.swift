/// The undirected graph over variables that must share tables: families, and sets kept together.
///
/// Adjacency is a bit matrix, so the neighbours two variables share cost one word per 64 variables.
struct InteractionGraph {
    let count: Int
    let wordsPerRow: Int
    private(set) var bits: [UInt64]

    init(count: Int) {
        self.count = count
        wordsPerRow = (count + 63) / 64
        bits = [UInt64](repeating: 0, count: count * wordsPerRow)
    }

    mutating func connectAll(_ members: [Int]) {
        for (position, first) in members.enumerated() {
            for second in members[..<position] where first != second {
                bits[first * wordsPerRow + second >> 6] |= 1 << UInt64(second & 63)
                bits[second * wordsPerRow + first >> 6] |= 1 << UInt64(first & 63)
            }
        }
    }
}

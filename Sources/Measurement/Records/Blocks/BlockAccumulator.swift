/// A block while its lines come in.
struct BlockAccumulator: Sendable {
    /// The number of its window since 1970; 0 where blocks are by count.
    let window: Int64
    private(set) var patterns = PatternInterner()
    private(set) var weights = [Double]()
    var requests = 0.0
    var mistakes = 0.0
    var earliest = Int64.max
    var latest = Int64.min
    private(set) var clients = ByteInterner()
    /// Client and pattern of every request that has a client, from time to time without repetitions.
    private(set) var touches = [UInt64]()
    private var nextCompaction = 1 << 20

    /// The numbers in this block for those of the piece that is taken in, or -1.
    var patternMap = [Int32]()
    var clientMap = [Int32]()
    /// Which piece the maps are for.
    var piece = -1

    init(window: Int64) { self.window = window }

    /// About how many bytes it takes, by what it holds.
    var byteCount: Int {
        patterns.byteCount + clients.byteCount + (weights.count + touches.count) * 12
    }

    /// Makes ready for the lines of another piece.
    mutating func begin(piece: Int, patternCount: Int, clientCount: Int) {
        self.piece = piece
        patternMap = [Int32](repeating: -1, count: patternCount)
        clientMap = [Int32](repeating: -1, count: clientCount)
    }

    /// The number of a pattern whose faults ascend.
    mutating func pattern(
        _ faults: [Int32], _ strengths: [Float], outcome: UInt8, _ hash: ByteHash
    ) -> Int32 {
        let number = patterns.intern(
            faults, strengths, outcome: outcome, hash: hash(faults, strengths, outcome))
        if number == weights.count { weights.append(0) }
        return number
    }

    /// The number of a client.
    mutating func client(_ name: ByteSlice, hash: UInt64) -> Int32 {
        clients.intern(name, hash: hash)
    }

    /// Adds a request.
    @inline(__always)
    mutating func add(pattern: Int32, client: Int32, weight: Double) {
        weights[Int(pattern)] += weight
        requests += weight
        guard client >= 0 else { return }
        touches.append(UInt64(UInt32(client)) << 32 | UInt64(UInt32(pattern)))
        if touches.count >= nextCompaction { compact() }
    }

    private mutating func compact() {
        touches.sort()
        var last: UInt64?
        touches.removeAll { touch in
            defer { last = touch }
            return touch == last
        }
        nextCompaction = max(1 << 20, touches.count * 2)
    }

    /// Adds the requests of each fault to a sum.
    func addRequests(to sums: inout [Double]) {
        for pattern in 0..<patterns.count {
            for place in patterns.range(pattern) {
                sums[Int(patterns.faults[place])] += weights[pattern]
            }
        }
    }

    /// Gives the faults their new numbers; patterns that are now the same become one.
    mutating func renumber(_ map: [Int32], _ hash: ByteHash) {
        let (oldPatterns, oldWeights) = (patterns, weights)
        (patterns, weights) = (PatternInterner(), [])
        var numbers = [Int32]()
        numbers.reserveCapacity(oldPatterns.count)
        var sorted = SortedFaults()
        for old in 0..<oldPatterns.count {
            sorted.removeAll()
            for place in oldPatterns.range(old) {
                sorted.insert(
                    map[Int(oldPatterns.faults[place])], strength: oldPatterns.strengths[place])
            }
            let number = pattern(
                sorted.faults, sorted.strengths, outcome: oldPatterns.outcomes[old], hash)
            weights[Int(number)] += oldWeights[old]
            numbers.append(number)
        }
        for index in touches.indices {
            let old = Int(touches[index] & 0xffff_ffff)
            touches[index] = (touches[index] >> 32) << 32 | UInt64(UInt32(numbers[old]))
        }
        piece = -1
    }
}

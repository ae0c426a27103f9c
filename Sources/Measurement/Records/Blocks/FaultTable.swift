/// The faults of the whole stream: names and how many requests each had.
///
/// When it is full, the rarest half is folded into the `other` of their kinds.
struct FaultTable: Sendable {
    private(set) var names = ByteInterner()
    /// Requests in the blocks before.
    private(set) var totals = [Double]()
    /// How many faults it may hold.
    let limit: Int
    /// How many faults were folded since the last block.
    private(set) var foldedCount = 0
    /// How many faults the last block knew, and their numbers now.
    private var lastCount = 0
    private var newNumbers: [Int32]?
    private var kept: [Int32] = []

    init(limit: Int) { self.limit = max(limit, 4 * LineFolder.faultLimit) }

    var count: Int { names.count }

    /// Whether so many more would be too many.
    func lacksRoom(for more: Int) -> Bool { count + more > limit }

    mutating func intern(_ name: ByteSlice, _ hash: ByteHash) -> Int32 {
        let number = names.intern(name, hash: hash(name))
        if number == totals.count { totals.append(0) }
        return number
    }

    /// Adds what a finished block has.
    mutating func add(_ counts: [FaultCount]) {
        for count in counts { totals[Int(count.fault)] += count.requests }
    }

    /// Keeps the more frequent half and folds the others.
    ///
    /// - Parameter pending: requests in blocks that are not finished, by fault.
    /// - Returns: the new number of each fault.
    mutating func fold(pending: [Double], _ hash: ByteHash) -> [Int32] {
        let weights = zip(totals, pending).map { $0 + $1 }
        let order = (0..<count).sorted {
            weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1]
        }
        var isKept = [Bool](repeating: false, count: count)
        for number in order.prefix(limit / 2) { isKept[number] = true }
        for number in 0..<count where isOther(names.slice(number)) { isKept[number] = true }

        var (newNames, newTotals) = (ByteInterner(), [Double]())
        var map = [Int32](repeating: -1, count: count)
        func move(_ number: Int, to name: [UInt8]) {
            name.withUnsafeBufferPointer { name in
                guard let base = name.baseAddress else { return }
                let slice = ByteSlice(base, count: name.count)
                map[number] = newNames.intern(slice, hash: hash(slice))
            }
            if map[number] == newTotals.count { newTotals.append(0) }
            newTotals[Int(map[number])] += totals[number]
        }
        for number in 0..<count where isKept[number] {
            move(number, to: Array(names.slice(number)))
        }
        for number in 0..<count where !isKept[number] {
            move(number, to: Self.other(names.slice(number)))
            foldedCount += 1
        }
        note(map, isKept)
        (names, totals) = (newNames, newTotals)
        return map
    }

    /// Composes what the last block knew with what has changed since.
    private mutating func note(_ map: [Int32], _ isKept: [Bool]) {
        // Survivors keep their order, so those of the last block stay in front.
        let numbers = newNumbers ?? (0..<Int32(lastCount)).map { $0 }
        let survivors = newNumbers == nil ? numbers : kept
        kept = survivors.enumerated().compactMap { place, old in
            isKept[place] ? old : nil
        }
        newNumbers = numbers.map { map[Int($0)] }
    }

    /// What has changed since the last block, and a new beginning.
    mutating func changes() -> (renumbering: FaultRenumbering?, new: [String], folded: Int) {
        let renumbering = newNumbers.map { FaultRenumbering(newNumbers: $0, kept: kept) }
        let known = newNumbers == nil ? lastCount : kept.count
        let new = (known..<count).map { String(decoding: names.slice($0), as: UTF8.self) }
        let folded = foldedCount
        (lastCount, newNumbers, kept, foldedCount) = (count, nil, [], 0)
        return (renumbering, new, folded)
    }

    private static let otherWord = Array("other".utf8)

    private static func other(_ name: ArraySlice<UInt8>) -> [UInt8] {
        guard let colon = name.firstIndex(of: 0x3a) else { return otherWord }
        return Array(name[...colon]) + otherWord
    }

    private func isOther(_ name: ArraySlice<UInt8>) -> Bool {
        name.count >= 5 && name.suffix(5).elementsEqual(Self.otherWord)
            && name.elementsEqual(Self.other(name))
    }
}

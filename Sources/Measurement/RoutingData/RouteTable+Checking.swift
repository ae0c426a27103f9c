extension RouteTable {
    /// What is wrong with a table that was read from a file; nil if every look-up is safe and gives a route that
    /// the table has.
    var flaw: String? {
        let count = UInt32(clamping: lengths.count)
        guard lengths.count == fourFirst.count + sixFirst.count,
            pathNumbers.count == lengths.count, lengths.count < AddressTrie.valueFlag
        else { return "its lists are of different lengths" }
        guard paths.offsets.count == paths.count + 1, paths.neighbours.count == paths.count,
            paths.offsets.first == 0, Int(paths.offsets[paths.count]) == paths.words.count,
            Self.isAscending(paths.offsets)
        else { return "its paths do not fit together" }
        guard pathNumbers.isEmpty || Self.highest(pathNumbers) < paths.count else {
            return "a route has a path that is missing"
        }
        guard lengths[..<fourFirst.count].allSatisfy({ $0 <= 32 }),
            lengths[fourFirst.count...].allSatisfy({ $0 <= 128 })
        else { return "a prefix is longer than an address" }
        guard four.isSound(highestValue: count), six.isSound(highestValue: count) else {
            return "its index leads astray"
        }
        return nil
    }

    /// The loops have no way out in the middle, so that the compiler takes several elements at once.
    private static func highest(_ numbers: [UInt32]) -> UInt32 {
        var highest: UInt32 = 0
        for number in numbers { highest = max(highest, number) }
        return highest
    }

    private static func isAscending(_ numbers: [UInt32]) -> Bool {
        var falls = 0
        for place in 1..<max(numbers.count, 1) {
            falls &+= numbers[place] < numbers[place - 1] ? 1 : 0
        }
        return falls == 0
    }
}

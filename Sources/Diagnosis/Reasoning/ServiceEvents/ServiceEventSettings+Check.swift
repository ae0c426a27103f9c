extension ServiceEventSettings {
    /// Throws for numbers out of their range; those of series are checked with the series.
    func check() throws(ServiceEventError) {
        func require(
            _ name: String, _ value: Int, _ range: ClosedRange<Int>
        ) throws(ServiceEventError) {
            guard range.contains(value) else {
                throw .setting(
                    name: name, value: Double(value),
                    range: "\(range.lowerBound)...\(range.upperBound)")
            }
        }
        try require("the bin in seconds", bin, 1...604_800)
        try require("the watermark in seconds", watermark, 0...604_800)
        try require("the least number of users", minimumUsers, 1...1_000_000)
        try require("the limit of groups", groupLimit, 1_000...100_000_000)
        try require("the limit of values", valueLimit, 1_000...1_000_000_000)
        try require("the limit of exact statistics", exactLimit, 2...1_000_000_000)
        try require("the history in bins", history, 0...10_000)
        try require("the patience in bins", patience, 0...1_000)
        try require("the limit of jumps in bins", jumpLimit, 1...1_000_000)
        try require("the confirmation of jumps", jumpConfirmation, 1...1_000_000)
    }
}

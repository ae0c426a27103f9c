/// The distributions of the variables of consecutive slices.
public struct SliceDistributions: Sendable, Equatable {
    /// The slice that the first distribution is of.
    public let firstSlice: Int
    /// The natural logarithm of the probability of all evidence given.
    public let logProbabilityOfEvidence: Double
    private let distributions: [[[Double]]]

    init(firstSlice: Int, logProbabilityOfEvidence: Double, distributions: [[[Double]]]) {
        self.firstSlice = firstSlice
        self.logProbabilityOfEvidence = logProbabilityOfEvidence
        self.distributions = distributions
    }

    /// The slices there are distributions of.
    public var slices: Range<Int> { firstSlice..<firstSlice + distributions.count }

    /// The distribution of a variable in a slice, one probability a state.
    ///
    /// A slice outside `slices` is a programming error.
    public subscript(slice: Int, variable: Int) -> [Double] {
        distributions[slice - firstSlice][variable]
    }
}

/// What is added up over the leaves of a cell; enough to compute the evidence of a cause in closed form.
struct CellSums {
    /// How many leaves.
    var count = 0.0
    /// Sum of the weights w, the reciprocals of the relative variances.
    var weight = 0.0
    /// Sum of w y, y being the deviation.
    var first = 0.0
    /// Sum of w y².
    var second = 0.0
    /// Sum of what the leaves cost if they are normal: -log of the density, with the terms that both
    /// explanations share taken out.
    var surprise = 0.0

    @inline(__always)
    static func += (left: inout CellSums, right: CellSums) {
        left.count += right.count
        left.weight += right.weight
        left.first += right.first
        left.second += right.second
        left.surprise += right.surprise
    }

    @inline(__always)
    static func -= (left: inout CellSums, right: CellSums) {
        left.count -= right.count
        left.weight -= right.weight
        left.first -= right.first
        left.second -= right.second
        left.surprise -= right.surprise
    }
}

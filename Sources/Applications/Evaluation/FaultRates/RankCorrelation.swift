/// Spearman's rank correlation of two lists of one length.
///
/// Equal values share the mean of their ranks. O(n log n).
///
/// - Returns: a number in [−1, 1]; 0 for fewer than two values or a constant list.
func rankCorrelation(_ first: [Double], _ second: [Double]) -> Double {
    let count = min(first.count, second.count)
    guard count > 1 else { return 0 }
    let x = ranks(Array(first.prefix(count)))
    let y = ranks(Array(second.prefix(count)))
    let middle = Double(count - 1) / 2
    var product = 0.0
    var squaresX = 0.0
    var squaresY = 0.0
    for i in 0..<count {
        product += (x[i] - middle) * (y[i] - middle)
        squaresX += (x[i] - middle) * (x[i] - middle)
        squaresY += (y[i] - middle) * (y[i] - middle)
    }
    guard squaresX > 0, squaresY > 0 else { return 0 }
    return product / (squaresX * squaresY).squareRoot()
}

/// The rank of each value from 0, ties sharing their mean.
private func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start
        while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
        for place in start..<end { ranks[order[place]] = Double(start + end - 1) / 2 }
        start = end
    }
    return ranks
}

/// The positive root of ψ and the Taylor coefficients of ψ there.
///
/// Computed to 60 digits by `Tests/NumericKernelsTests/Fixtures/special_functions.py --root`.
enum DigammaRoot {
    /// The root, rounded to a double.
    static let high = 1.4616321449683622
    /// What the rounding left.
    static let low = 9.549995429965697e-17

    /// ψ⁽ᵏ⁾(root) / k! for k = 1, 2, ….
    static let coefficients: InlineArray<27, Double> = [
        0.9676722454476212,
        -0.4427631689835921,
        0.258499760955651,
        -0.16394270544240652,
        0.10782405069126237,
        -0.07219956125645471,
        0.04880428816414311,
        -0.03316112647484736,
        0.022597648232218104,
        -0.01542476590494896,
        0.010538791616612175,
        -0.007204534386356869,
        0.004926781395729853,
        -0.003369801655439328,
        0.002305126326734928,
        -0.0015769367714301972,
        0.0010788252019162967,
        -0.0007380709389960052,
        0.000504953265834602,
        -0.0003454680251063077,
        0.00023635601564027053,
        -0.00016170622091974803,
        0.0001106337276874741,
        -7.569179582195066e-05,
        5.178575795222081e-05,
        -3.5430070947659604e-05,
        2.424006611860132e-05,
    ]

    /// ψ(root + d) / d.
    static func quotient(at distance: Double) -> Double {
        var sum = 0.0
        for k in stride(from: coefficients.count - 1, through: 0, by: -1) {
            sum = sum * distance + coefficients[k]
        }
        return sum
    }
}

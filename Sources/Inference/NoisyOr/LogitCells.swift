#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The integrals of a density, of the rate and of the rate's square.
struct RateMoments {
    var mass = 0.0
    var first = 0.0
    var second = 0.0

    mutating func add(_ other: RateMoments) {
        mass += other.mass
        first += other.first
        second += other.second
    }
}

/// A density over the logit of a rate, integrated cell by cell.
///
/// Gauss-Legendre rules of 12 nodes; a cell is halved until its halves add up to the whole. Beyond
/// ±40 the logarithm of the density is a straight line, so the tails are added in closed form.
struct LogitCells {
    /// One cell and what lies in it.
    struct Cell {
        let left: Double
        let right: Double
        let moments: RateMoments
    }

    static let reach = 40.0

    private let density: SingleFaultLikelihood
    private let top: Double
    private let rule = GaussLegendre(count: 12)
    /// From left to right, without the tails.
    private(set) var cells: [Cell] = []
    private let leftTail: RateMoments
    private let rightTail: RateMoments
    private let leftSlope: Double
    let total: RateMoments

    /// Integrates between the cuts, which must include ±`reach` and the modes.
    init(_ density: SingleFaultLikelihood, cuts: [Double]) {
        self.density = density
        let heights = cuts.map(density.logDensity)
        let top = heights.max() ?? 0
        self.top = top
        func tail(_ m: Double, outward: Double, rate: Double) -> (RateMoments, Double) {
            let value = density.logDensity(m)
            let fall = value - density.logDensity(m + outward)
            guard value.isFinite, fall > 0 else { return (RateMoments(), 1) }
            let mass = exp(value - top) / fall
            return (RateMoments(mass: mass, first: mass * rate, second: mass * rate), fall)
        }
        (leftTail, leftSlope) = tail(-Self.reach, outward: -1, rate: 0)
        rightTail = tail(Self.reach, outward: 1, rate: 1).0
        var cells: [Cell] = []
        var total = leftTail
        total.add(rightTail)
        let integrator = Integrator(density: density, top: top, rule: rule)
        for (left, right) in zip(cuts, cuts.dropFirst()) {
            integrator.divide(left, right, integrator.moments(left, right), 0, &cells)
        }
        for cell in cells { total.add(cell.moments) }
        self.cells = cells
        self.total = total
    }

    /// ln of the integral.
    var logMass: Double { top + log(total.mass) }

    /// The mass below a logit that is one of the cuts, and above it.
    func masses(around m: Double) -> (below: Double, above: Double) {
        var below = leftTail.mass
        var above = rightTail.mass
        for cell in cells {
            if 0.5 * (cell.left + cell.right) < m {
                below += cell.moments.mass
            } else {
                above += cell.moments.mass
            }
        }
        return (below, above)
    }

    /// The rate below which the given share of the mass lies.
    func quantile(_ probability: Double) -> Double {
        var wanted = probability * total.mass
        if wanted <= leftTail.mass {
            return exp(-Self.reach + log(wanted / leftTail.mass) / leftSlope)
        }
        wanted -= leftTail.mass
        let integrator = Integrator(density: density, top: top, rule: rule)
        for cell in cells {
            if wanted > cell.moments.mass {
                wanted -= cell.moments.mass
                continue
            }
            var low = cell.left
            var high = cell.right
            var m = low + (high - low) * wanted / cell.moments.mass
            for _ in 0..<60 {
                let excess = integrator.moments(cell.left, m).mass - wanted
                if excess > 0 { high = m } else { low = m }
                let height = exp(density.logDensity(m) - top)
                var next = m - excess / height
                if !(next > low && next < high) { next = 0.5 * (low + high) }
                let moved = abs(next - m)
                m = next
                if moved < 1e-10 { break }
            }
            return 1 / (1 + exp(-m))
        }
        return 1
    }

    /// The rule over one interval, and its halving.
    private struct Integrator {
        let density: SingleFaultLikelihood
        let top: Double
        let rule: GaussLegendre

        func moments(_ left: Double, _ right: Double) -> RateMoments {
            let half = 0.5 * (right - left)
            let middle = 0.5 * (right + left)
            var sum = RateMoments()
            for (node, weight) in zip(rule.nodes, rule.weights) {
                let m = middle + half * node
                let mass = weight * half * exp(density.logDensity(m) - top)
                let rate = 1 / (1 + exp(-m))
                sum.add(RateMoments(mass: mass, first: mass * rate, second: mass * rate * rate))
            }
            return sum
        }

        func divide(
            _ left: Double, _ right: Double, _ whole: RateMoments, _ depth: Int,
            _ cells: inout [Cell]
        ) {
            // The modes are among the cuts, so a cell that seems empty is.
            if whole.mass < 1e-16 {
                cells.append(Cell(left: left, right: right, moments: whole))
                return
            }
            let middle = 0.5 * (left + right)
            let first = moments(left, middle)
            let second = moments(middle, right)
            let error = abs(first.mass + second.mass - whole.mass)
            if depth >= 30 || error <= 1e-11 * whole.mass || error < 1e-15 {
                cells.append(Cell(left: left, right: middle, moments: first))
                cells.append(Cell(left: middle, right: right, moments: second))
                return
            }
            divide(left, middle, first, depth + 1, &cells)
            divide(middle, right, second, depth + 1, &cells)
        }
    }
}

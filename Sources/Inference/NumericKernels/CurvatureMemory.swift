/// The last steps of L-BFGS and how the gradient changed over them.
struct CurvatureMemory {
    private let limit: Int
    private var steps: [[Double]] = []
    private var changes: [[Double]] = []
    private var inverseProducts: [Double] = []

    init(limit: Int) { self.limit = limit }

    /// Whether nothing is remembered, so that a descent is along the gradient.
    var isEmpty: Bool { steps.isEmpty }

    /// Remembers a step, unless the curvature along it is not positive.
    mutating func add(
        from: [Double], to: [Double], before: [Double], after: [Double]
    ) {
        let step = zip(to, from).map { $0 - $1 }
        let change = zip(after, before).map { $0 - $1 }
        let product = dot(step, change)
        guard product > 1e-300, product > 1e-16 * norm(step) * norm(change) else { return }
        if steps.count == limit {
            steps.removeFirst()
            changes.removeFirst()
            inverseProducts.removeFirst()
        }
        steps.append(step)
        changes.append(change)
        inverseProducts.append(1 / product)
    }

    /// The direction −H g: two-loop recursion, Nocedal and Wright, algorithm 7.4.
    func descent(against gradient: [Double]) -> [Double] {
        var direction = gradient.map { -$0 }
        var weights = [Double](repeating: 0, count: steps.count)
        for k in steps.indices.reversed() {
            let weight = inverseProducts[k] * dot(steps[k], direction)
            weights[k] = weight
            for i in direction.indices { direction[i] -= weight * changes[k][i] }
        }
        if let change = changes.last, let inverse = inverseProducts.last {
            let scale = 1 / (inverse * dot(change, change))
            for i in direction.indices { direction[i] *= scale }
        }
        for k in steps.indices {
            let weight = weights[k] - inverseProducts[k] * dot(changes[k], direction)
            for i in direction.indices { direction[i] += weight * steps[k][i] }
        }
        return direction
    }
}

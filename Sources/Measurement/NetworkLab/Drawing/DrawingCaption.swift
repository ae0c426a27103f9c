/// What stands above and below a drawing: the title and the trial, the faults and the right answer.
struct DrawingCaption {
    private let title: [String]
    private let subtitle: [String]
    private let legend: [(number: Int?, lines: [String])]
    private let truth: [String]
    /// How wide the page must be at least.
    let width: Double

    private static let margin = 24.0
    private static let narrowest = 560.0
    private static let lineHeight = 19.0

    init(_ scenario: Scenario, marks: [FaultMark], width: Double) {
        self.width = max(width, Self.narrowest)
        let room = self.width - 2 * Self.margin
        title = TextMeasure.lines(Self.capitalised(scenario.title), width: room / 1.1, size: 18)
        let words = ["culprit why"] + scenario.trial.arguments + [scenario.trial.url]
        subtitle = TextMeasure.lines(
            "\(scenario.name): \(scenario.trial.node) asks \(words.joined(separator: " "))",
            width: room, size: 13)
        legend =
            marks.isEmpty
            ? [(nil, ["nothing is broken"])]
            : marks.map {
                ($0.number, TextMeasure.lines($0.sentence, width: room - 30, size: 13))
            }
        truth = TextMeasure.lines(Self.answer(scenario.truth), width: room, size: 13)
    }

    var headerHeight: Double { 26 + Double(title.count) * 24 + Double(subtitle.count) * 19 }

    var footerHeight: Double {
        let lines = legend.reduce(0) { $0 + $1.lines.count } + truth.count
        return Double(lines) * Self.lineHeight + Double(legend.count) * 4 + 38
    }

    func drawHeader(in document: inout SVGDocument) {
        var y = 36.0
        for line in title {
            document.words(line, "title", at: DrawingPoint(x: Self.margin, y: y))
            y += 24
        }
        for line in subtitle {
            document.words(line, "subtitle", at: DrawingPoint(x: Self.margin, y: y))
            y += 19
        }
    }

    func drawFooter(top: Double, in document: inout SVGDocument) {
        document.open("g", [("class", "caption")])
        document.path("rule", "M\(Self.margin.svg) \(top.svg)H\((width - Self.margin).svg)")
        var y = top + 26
        for entry in legend {
            if let number = entry.number {
                let center = DrawingPoint(x: Self.margin + 9, y: y - 4.5)
                document.circle("badge", at: center, radius: 9)
                document.words(
                    "\(number)", "number", at: DrawingPoint(x: center.x, y: y - 0.5),
                    anchor: "middle")
            }
            for line in entry.lines {
                document.words(
                    line, entry.number == nil ? "legend sound" : "legend",
                    at: DrawingPoint(x: Self.margin + (entry.number == nil ? 0 : 28), y: y))
                y += Self.lineHeight
            }
            y += 4
        }
        for line in truth {
            document.words(line, "truth", at: DrawingPoint(x: Self.margin, y: y))
            y += Self.lineHeight
        }
        document.close("g")
    }

    private static func answer(_ truth: Truth) -> String {
        guard truth.className != "none" else {
            return "Right answer: nothing is to blame, the page comes."
        }
        var text = "Right answer: \(truth.className), cause \(truth.cause)"
        if let component = truth.component { text += ", in \(component)" }
        if !truth.alsoPossible.isEmpty {
            text += "; one device cannot tell it from \(Fault.Kind.list(truth.alsoPossible))"
        }
        return text + (truth.isReachable ? "; the page comes all the same." : ".")
    }

    private static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

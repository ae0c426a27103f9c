/// The colours and letters of drawings.
enum DrawingStyle {
    /// How many colours there are for systems; further systems begin again.
    static let systemColours = 6

    private struct Scheme {
        var page, text, faint, box, line, icon, accent, fault, onFault, sound: String
        var systems: [(fill: String, edge: String)]
    }

    private static let light = Scheme(
        page: "#ffffff", text: "#1f2328", faint: "#59636e", box: "#ffffff", line: "#818b98",
        icon: "#57606a", accent: "#0969da", fault: "#cf222e", onFault: "#ffffff",
        sound: "#1a7f37",
        systems: [
            ("#e8f2fd", "#a8cdf5"), ("#e9f7ec", "#a6d9b3"), ("#fdf3e0", "#ecce93"),
            ("#f3edfc", "#cdb7ef"), ("#e3f6f5", "#98d5d1"), ("#fcebf2", "#efb6cc"),
        ])

    private static let dark = Scheme(
        page: "#0d1117", text: "#e6edf3", faint: "#9aa4af", box: "#161b22", line: "#7d8590",
        icon: "#b1bac4", accent: "#58a6ff", fault: "#ff7b72", onFault: "#0d1117",
        sound: "#56d364",
        systems: [
            ("#11233c", "#2c4f7c"), ("#12291b", "#2b5c3d"), ("#2d2411", "#665126"),
            ("#241a35", "#51397a"), ("#0f2a2b", "#276061"), ("#311927", "#713a57"),
        ])

    /// The style sheet: light, and dark where the viewer prefers it.
    static let sheet: String = {
        let shapes = """
            text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,"DejaVu Sans",sans-serif}
            .title{font-size:18px;font-weight:600}
            .subtitle,.legend,.truth{font-size:13px}
            .name{font-size:13px;font-weight:600}
            .system-name{font-size:12px;font-weight:600}
            .small,.service,.link-name,.quality{font-size:11px}
            .number{font-size:11px;font-weight:700}
            .link path,.icon{fill:none;stroke-linecap:round;stroke-linejoin:round}
            .link path,.stub{stroke-width:1.8}
            .link.broken path{stroke-width:2.6}
            .icon{stroke-width:1.4}
            .body{stroke-width:1.4}
            .body.trial,.broken>.body{stroke-width:2.4}
            .system{stroke-width:1}

            """
        return shapes + rules(light) + "@media (prefers-color-scheme:dark){\n" + rules(dark) + "}\n"
    }()

    private static func rules(_ scheme: Scheme) -> String {
        var text = """
            .page{fill:\(scheme.page)}
            .title,.name,.service,.legend,.truth{fill:\(scheme.text)}
            .subtitle,.small,.link-name,.system-name{fill:\(scheme.faint)}
            .quality{fill:\(scheme.text)}
            .body{fill:\(scheme.box);stroke:\(scheme.line)}
            .body.trial{stroke:\(scheme.accent)}
            .icon{stroke:\(scheme.icon)}
            .link path,.stub{stroke:\(scheme.line)}
            .link.broken path,.broken>.body{stroke:\(scheme.fault)}
            .service.broken,.link.broken .link-name{fill:\(scheme.fault)}
            .badge{fill:\(scheme.fault);stroke:\(scheme.page);stroke-width:1.5}
            .number{fill:\(scheme.onFault)}
            .sound{fill:\(scheme.sound)}
            .rule{stroke:\(scheme.line);stroke-width:1;stroke-opacity:.4;fill:none}

            """
        for (index, colour) in scheme.systems.enumerated() {
            text += ".system\(index){fill:\(colour.fill);stroke:\(colour.edge)}\n"
        }
        return text
    }
}

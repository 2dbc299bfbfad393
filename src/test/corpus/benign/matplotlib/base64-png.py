# does: prints a picture as text for a web page
# expect: clean
# needs: matplotlib
import base64
import io

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

buffer = io.BytesIO()
plt.hist([1, 2, 2, 3, 3, 3])
plt.savefig(buffer, format="png")
print("data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()[:60])

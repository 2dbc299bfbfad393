# does: formats a report as text with aligned columns
# expect: clean
rows = [("apples", 3, 1.25), ("pears", 12, 0.8), ("figs", 150, 0.1)]
print(f"{'what':<10}{'count':>6}{'price':>8}")
for what, count, price in rows:
    print(f"{what:<10}{count:>6}{price:>8.2f}")
print("=" * 24)

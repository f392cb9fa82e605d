from django.urls import URLPattern, URLResolver, path

from reviews.views import charts

app_name = "reviews"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chart/top/", charts.chart, {"name": "top"}, name="chart-top"),
    path("chart/popular/", charts.chart, {"name": "popular"}, name="chart-popular"),
    path("chart/lowest/", charts.chart, {"name": "lowest"}, name="chart-lowest"),
]

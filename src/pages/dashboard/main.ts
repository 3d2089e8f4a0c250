document.title = "Leapfrog";
